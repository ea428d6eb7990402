"""Write a whole product at once: what a product file or the seed says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import queries
from core.catalog.announce import announce
from core.catalog.arrange_images import ImageInput, append_images
from core.catalog.create_product import add_product
from core.catalog.inputs import ProductFields, VariantInput
from core.catalog.models import Product, ProductStatus, ProductVariant
from core.catalog.publish_product import publish_locked
from core.catalog.set_attributes import write_attributes
from core.catalog.set_variants import apply_variants
from core.catalog.update_product import apply_fields, lock_for_edit
from core.kernel.errors import Invalid
from core.kernel.principal import Principal


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product as a file describes it. The handle in ``fields`` says which one it is."""

    fields: ProductFields
    variants: Sequence[VariantInput]
    option_names: Sequence[str] = ()
    images: Sequence[ImageInput] = ()
    attributes: Mapping[str, Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class SavedProduct:
    product: Product
    variants: list[ProductVariant]
    is_new: bool


async def save_product(
    session: AsyncSession,
    principal: Principal,
    vendor_id: UUID,
    draft: ProductDraft,
    *,
    is_shown: bool,
    without_image: bool = False,
    price_reason: str = "",
) -> SavedProduct:
    """Create the workshop's product of this handle, or bring the one it has up to date: fields,
    variants and prices become what the draft says, pictures that are new are added.

    ``is_shown`` publishes what is not published yet, by the same rules as ever. It never hides
    anything. One event tells of it all.
    """
    if not draft.fields.handle:
        raise Invalid("A product needs a handle.", field="handle")
    known = await queries.find_by_handle(session, vendor_id, draft.fields.handle)
    if known is None:
        product = await add_product(session, principal, vendor_id, draft.fields)
    else:
        product = await lock_for_edit(session, principal, known.id)
        await apply_fields(session, product, draft.fields)
    change = await apply_variants(
        session, principal, product, draft.option_names, draft.variants,
        price_reason=price_reason,
    )  # fmt: skip
    await _add_new_images(session, product, draft.images)
    if draft.attributes is not None:
        await write_attributes(session, product, draft.attributes)
    await change.prices.announce(session, product)
    await _show_or_announce(
        session, principal, product, is_shown=is_shown, without_image=without_image
    )
    return SavedProduct(product, change.variants, is_new=known is None)


async def _add_new_images(
    session: AsyncSession, product: Product, images: Sequence[ImageInput]
) -> None:
    if not images:
        return
    shown = {image.media_id for image in await queries.list_images(session, product.id)}
    new = {image.media_id: image for image in images if image.media_id not in shown}
    if new:
        await append_images(session, product, list(new.values()))


async def _show_or_announce(
    session: AsyncSession,
    principal: Principal,
    product: Product,
    *,
    is_shown: bool,
    without_image: bool,
) -> None:
    waits = product.status in {ProductStatus.PUBLISHED, ProductStatus.IN_REVIEW}
    if is_shown and not waits:
        await publish_locked(session, principal, product, without_image=without_image)
    else:
        await announce(session, product)
