"""Pictures of imported products: known by their address, fetched later by a job."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.importing import queries
from core.catalog.importing.columns import Field
from core.catalog.importing.context import ImportContext
from core.catalog.importing.plans import ProductPlan
from core.catalog.models import Product, ProductImage
from core.media.models import MediaAsset, MediaKind, MediaStatus
from core.media.work import request_fetch


@dataclass(slots=True)
class PictureShelf:
    """The vendor's pictures by the address they came from. One address is fetched once,
    however many products show it.
    """

    vendor_id: UUID
    assets: dict[str, MediaAsset]
    has_new: bool = False

    @classmethod
    async def of(
        cls, session: AsyncSession, plans: Sequence[ProductPlan], context: ImportContext
    ) -> Self:
        urls = {image.url for plan in plans if plan.images_change for image in plan.images}
        known = await queries.pictures_by_address(session, context.vendor_id, urls)
        return cls(context.vendor_id, known)

    def take(self, session: AsyncSession, url: str) -> MediaAsset:
        if url not in self.assets:
            self.assets[url] = MediaAsset(
                vendor_id=self.vendor_id,
                kind=MediaKind.IMAGE,
                status=MediaStatus.WAITING,
                source_url=url,
            )
            session.add(self.assets[url])
            self.has_new = True
        return self.assets[url]


async def write_images(
    session: AsyncSession,
    written: Sequence[tuple[ProductPlan, Product]],
    context: ImportContext,
    shelf: PictureShelf,
) -> dict[tuple[UUID, str], UUID]:
    """Returns the picture of each product and address, for variants to point at."""
    for plan, _ in written:
        for image in plan.images if plan.images_change else ():
            if _known(plan, image.url, context) is None:
                shelf.take(session, image.url)
    await session.flush()
    if shelf.has_new:
        await request_fetch(session)
    ids: dict[tuple[UUID, str], UUID] = {}
    for plan, product in written:
        own = {
            image.url: _known(plan, image.url, context)
            or _add_image(session, product, shelf.take(session, image.url))
            for image in plan.images
            if plan.images_change or _known(plan, image.url, context)
        }
        ids |= {(product.id, url): image.id for url, image in own.items()}
        if plan.images_change:
            await _arrange(session, plan, own, context)
    await session.flush()
    return ids


def _add_image(session: AsyncSession, product: Product, asset: MediaAsset) -> ProductImage:
    image = ProductImage(product_id=product.id, media_id=asset.id)
    session.add(image)
    return image


async def _arrange(
    session: AsyncSession,
    plan: ProductPlan,
    own: Mapping[str, ProductImage],
    context: ImportContext,
) -> None:
    """In the order of the file. Pictures of an earlier file go; those that a person uploaded
    stay, at the end.
    """
    for position, image in enumerate(plan.images):
        row = own[image.url]
        row.position, row.alt = position, image.alt or row.alt
    kept = {row.id for row in own.values()}
    position = len(plan.images)
    for row, asset in plan.existing.images if plan.existing else ():
        if row.id in kept:
            continue
        if asset.source_url and context.has(Field.IMAGE):
            await session.delete(row)
        else:
            row.position = position
            position += 1


def _known(plan: ProductPlan, url: str, context: ImportContext) -> ProductImage | None:
    return plan.existing.image_of(url, context.origin) if plan.existing else None
