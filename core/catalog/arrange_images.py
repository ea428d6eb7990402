"""The pictures of a product: which, in which order, with which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import queries
from core.catalog.announce import announce
from core.catalog.models import Product, ProductImage
from core.catalog.update_product import lock_for_edit
from core.kernel.errors import Invalid, NotFound
from core.kernel.principal import Principal
from core.media.models import MediaAsset, MediaKind

MOST_IMAGES = 60
LONGEST_ALT = 300


@dataclass(frozen=True, slots=True)
class ImageInput:
    """``option_value`` binds the picture to a value of the first option, such as a color."""

    media_id: UUID
    alt: str = ""
    view: str = ""
    option_value: str | None = None

    def __post_init__(self) -> None:
        limits = {"alt": (self.alt, LONGEST_ALT), "view": (self.view, 16)}
        for name, (text, most) in limits.items():
            if len(text) > most:
                raise Invalid(f"This has at most {most} characters.", field=name)


async def add_images(
    session: AsyncSession,
    principal: Principal,
    product_id: UUID,
    images: Sequence[ImageInput],
) -> list[ProductImage]:
    """Put pictures of the workshop after those that are there."""
    product = await lock_for_edit(session, principal, product_id)
    existing = await queries.list_images(session, product.id)
    if len(existing) + len(images) > MOST_IMAGES:
        raise Invalid(f"A product has at most {MOST_IMAGES} pictures.", field="images")
    await _ensure_own(session, product, [image.media_id for image in images], MediaKind.IMAGE)
    start = existing[-1].position + 1 if existing else 0
    added = [
        ProductImage(
            product_id=product.id,
            media_id=image.media_id,
            position=position,
            alt=image.alt.strip(),
            view=image.view.strip(),
            option_value=image.option_value or None,
        )
        for position, image in enumerate(images, start=start)
    ]
    session.add_all(added)
    await session.flush()
    await announce(session, product)
    return added


async def order_images(
    session: AsyncSession, principal: Principal, product_id: UUID, image_ids: Sequence[UUID]
) -> None:
    """Show the pictures in this order; the first is the one on cards."""
    product = await lock_for_edit(session, principal, product_id)
    images = {image.id: image for image in await queries.list_images(session, product_id)}
    if len(image_ids) != len(images) or set(image_ids) != images.keys():
        raise Invalid("Name every picture of this product once.", field="images")
    for position, image_id in enumerate(image_ids):
        images[image_id].position = position
    await announce(session, product)


async def describe_image(
    session: AsyncSession,
    principal: Principal,
    product_id: UUID,
    image_id: UUID,
    *,
    alt: str,
    option_value: str | None = None,
) -> None:
    """Say what a picture shows, and which value of the first option it belongs to."""
    if len(alt) > LONGEST_ALT:
        raise Invalid(f"This has at most {LONGEST_ALT} characters.", field="alt")
    product = await lock_for_edit(session, principal, product_id)
    image = await _get(session, product_id, image_id)
    image.alt, image.option_value = alt.strip(), option_value or None
    await announce(session, product)


async def remove_image(
    session: AsyncSession, principal: Principal, product_id: UUID, image_id: UUID
) -> UUID:
    """Take a picture off the product. The file stays in the workshop's library; its id is
    returned.
    """
    product = await lock_for_edit(session, principal, product_id)
    image = await _get(session, product_id, image_id)
    await session.delete(image)
    await announce(session, product)
    return image.media_id


async def show_variant_image(
    session: AsyncSession,
    principal: Principal,
    product_id: UUID,
    variant_id: UUID,
    image_id: UUID | None,
) -> None:
    """The picture that stands for a variant."""
    product = await lock_for_edit(session, principal, product_id)
    variant = (await queries.variants_of(session, product_id, [variant_id]))[variant_id]
    if image_id is not None:
        await _get(session, product_id, image_id)
    variant.image_id = image_id
    await announce(session, product)


async def set_model(
    session: AsyncSession, principal: Principal, product_id: UUID, media_id: UUID | None
) -> None:
    """The 3D model to be looked at in a room, or none."""
    product = await lock_for_edit(session, principal, product_id)
    if media_id is not None:
        await _ensure_own(session, product, [media_id], MediaKind.MODEL)
    product.ar_model_id = media_id
    await announce(session, product)


async def _get(session: AsyncSession, product_id: UUID, image_id: UUID) -> ProductImage:
    for image in await queries.list_images(session, product_id):
        if image.id == image_id:
            return image
    raise NotFound("There is no such picture.")


async def _ensure_own(
    session: AsyncSession, product: Product, media_ids: Sequence[UUID], kind: MediaKind
) -> None:
    """Files of this workshop and of the right kind; others do not exist here."""
    for media_id in media_ids:
        asset = await session.get(MediaAsset, media_id)
        if asset is None or asset.vendor_id != product.vendor_id or asset.kind is not kind:
            raise NotFound("There is no such file in this workshop.")
