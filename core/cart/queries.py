"""Reads, locks and writes of bags. A bag is locked before its lines change, so two tabs take
turns and a bag that is being ordered does not change under the order.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, func, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.models import BagEdit, Cart, CartLine, CartStatus, SharedBag
from core.cart.offers import Offer
from core.catalog.models import Product, ProductImage, ProductVariant, VariantPrice
from core.kernel.ids import new_id
from core.media.models import MediaAsset
from core.vendors.models import Vendor

KEPT_FOR = timedelta(days=30)


async def find_users_cart(session: AsyncSession, user_id: UUID) -> Cart | None:
    """The account's bag. It does not expire while its owner may come back within its days."""
    statement = select(Cart).where(
        col(Cart.user_id) == user_id, col(Cart.status) == CartStatus.ACTIVE
    )
    return (await session.exec(statement)).first()


async def find_guests_cart(session: AsyncSession, token_hash: bytes) -> Cart | None:
    statement = select(Cart).where(
        col(Cart.token_hash) == token_hash,
        col(Cart.status) == CartStatus.ACTIVE,
        col(Cart.expires_at) > func.now(),
    )
    return (await session.exec(statement)).first()


async def create_users_cart(session: AsyncSession, user_id: UUID, currency: str) -> Cart:
    """The account's only active bag, also when two requests open it at once."""
    await session.exec(
        insert(Cart)
        .values(**_new_cart(currency), user_id=user_id)
        .on_conflict_do_nothing(
            index_elements=["user_id"],
            index_where=text("status = 'active' AND user_id IS NOT NULL"),
        )
    )
    cart = await find_users_cart(session, user_id)
    assert cart is not None  # noqa: S101  ours, or the one that was there first
    return cart


async def create_guests_cart(session: AsyncSession, token_hash: bytes, currency: str) -> Cart:
    """The cookie's bag. A closed or expired one gives its cookie up to the new one."""
    stale = (
        update(Cart)
        .where(
            col(Cart.token_hash) == token_hash,
            (col(Cart.status) != CartStatus.ACTIVE) | (col(Cart.expires_at) <= func.now()),
        )
        .values(token_hash=None)
        .execution_options(synchronize_session=False)
    )
    await session.exec(stale)
    await session.exec(
        insert(Cart)
        .values(**_new_cart(currency), token_hash=token_hash)
        .on_conflict_do_nothing(index_elements=["token_hash"])
    )
    statement = select(Cart).where(col(Cart.token_hash) == token_hash)
    return (await session.exec(statement)).one()


async def renew(session: AsyncSession, cart_id: UUID) -> None:
    """Keep the bag another 30 days; written once a day at most."""
    statement = (
        update(Cart)
        .where(
            col(Cart.id) == cart_id,
            col(Cart.expires_at) < func.now() + KEPT_FOR - timedelta(days=1),
        )
        .values(expires_at=func.now() + KEPT_FOR)
        .execution_options(synchronize_session=False)
    )
    await session.exec(statement)


async def lock_cart(session: AsyncSession, cart_id: UUID) -> Cart | None:
    statement = (
        select(Cart)
        .where(col(Cart.id) == cart_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).first()


async def list_lines(session: AsyncSession, cart_id: UUID) -> list[CartLine]:
    """Lines as they were put in; always read anew, as another tab may have written them."""
    statement = (
        select(CartLine)
        .where(col(CartLine.cart_id) == cart_id)
        .order_by(col(CartLine.id))
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))


async def find_line(session: AsyncSession, cart_id: UUID, line_id: UUID) -> CartLine | None:
    statement = (
        select(CartLine)
        .where(col(CartLine.id) == line_id, col(CartLine.cart_id) == cart_id)
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).first()


async def find_line_of(
    session: AsyncSession, cart_id: UUID, variant_id: UUID
) -> CartLine | None:
    statement = (
        select(CartLine)
        .where(col(CartLine.cart_id) == cart_id, col(CartLine.variant_id) == variant_id)
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).first()


async def count_lines(session: AsyncSession, cart_id: UUID) -> int:
    statement = select(func.count()).where(
        col(CartLine.cart_id) == cart_id, ~col(CartLine.is_saved)
    )
    return (await session.exec(statement)).one()


async def count_units(session: AsyncSession, cart_id: UUID) -> int:
    """Pieces in the bag, for the number beside its icon."""
    statement = select(func.coalesce(func.sum(CartLine.quantity), 0)).where(
        col(CartLine.cart_id) == cart_id, ~col(CartLine.is_saved)
    )
    return int((await session.exec(statement)).one())


async def upsert_lines(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write lines by (bag, variant); the quantity given is the one that stays."""
    if not rows:
        return
    statement = insert(CartLine).values([dict(row) for row in rows])
    await session.exec(
        statement.on_conflict_do_update(
            index_elements=["cart_id", "variant_id"],
            set_={
                name: statement.excluded[name]
                for name in ("quantity", "seen_minor", "is_saved")
            },
        )
    )


async def delete_lines(session: AsyncSession, line_ids: Collection[UUID]) -> None:
    await session.exec(delete(CartLine).where(col(CartLine.id).in_(line_ids)))


async def offers(
    session: AsyncSession, variant_ids: Collection[UUID], currency: str
) -> dict[UUID, Offer]:
    """What is offered of each variant, visible or not; one statement."""
    statement = (
        select(ProductVariant, Product, Vendor, VariantPrice)
        .join(Product, col(Product.id) == ProductVariant.product_id)
        .join(Vendor, col(Vendor.id) == ProductVariant.vendor_id)
        .outerjoin(
            VariantPrice,
            and_(
                col(VariantPrice.variant_id) == ProductVariant.id,
                col(VariantPrice.currency) == currency,
            ),
        )
        .where(col(ProductVariant.id).in_(variant_ids))
    )
    rows = (await session.exec(statement)).all()
    return {row[0].id: Offer(*row) for row in rows}


async def variants_by_sku(
    session: AsyncSession, skus: Collection[str], vendor_id: UUID | None
) -> dict[str, UUID]:
    """Ids by article number; of one workshop, or of the first that has such a number."""
    statement = (
        select(ProductVariant.sku, ProductVariant.id)
        .where(col(ProductVariant.sku).in_(skus))
        .order_by(col(ProductVariant.id).desc())
    )
    if vendor_id is not None:
        statement = statement.where(col(ProductVariant.vendor_id) == vendor_id)
    return dict((await session.exec(statement)).all())


async def images_of(
    session: AsyncSession, product_ids: Collection[UUID]
) -> dict[UUID, list[tuple[ProductImage, MediaAsset]]]:
    """Pictures of each product with their files, in the order of the gallery."""
    statement = (
        select(ProductImage, MediaAsset)
        .join(MediaAsset, col(MediaAsset.id) == ProductImage.media_id)
        .where(col(ProductImage.product_id).in_(product_ids))
        .order_by(col(ProductImage.product_id), col(ProductImage.position))
    )
    found: dict[UUID, list[tuple[ProductImage, MediaAsset]]] = {}
    for image, asset in (await session.exec(statement)).all():
        found.setdefault(image.product_id, []).append((image, asset))
    return found


async def note_edit(session: AsyncSession, cart_id: UUID, key: UUID) -> bool:
    """Whether the wish is new. One that is being granted elsewhere is waited for."""
    statement = insert(BagEdit).values(id=key, cart_id=cart_id).on_conflict_do_nothing()
    noted = await session.execute(statement.returning(col(BagEdit.id)))
    return noted.first() is not None


async def days_from_now(session: AsyncSession) -> datetime:
    """When what is made now ends, by the database's clock."""
    return (await session.exec(select(func.now() + KEPT_FOR))).one()


async def find_shared_bag(session: AsyncSession, token_hash: bytes) -> SharedBag | None:
    statement = select(SharedBag).where(
        col(SharedBag.token_hash) == token_hash, col(SharedBag.expires_at) > func.now()
    )
    return (await session.exec(statement)).first()


async def delete_expired_shares(session: AsyncSession) -> None:
    await session.exec(delete(SharedBag).where(col(SharedBag.expires_at) <= func.now()))


async def delete_expired(session: AsyncSession, *, limit: int) -> int:
    """Delete bags whose days are over by the database's clock; orders keep their own copies."""
    due = (
        select(Cart.id)
        .where(col(Cart.expires_at) <= func.now())
        .order_by(col(Cart.expires_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    result = await session.exec(
        delete(Cart).where(col(Cart.id).in_(due)).returning(col(Cart.id))
    )
    return len(result.all())


def _new_cart(currency: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "currency": currency,
        "status": CartStatus.ACTIVE,
        "expires_at": func.now() + KEPT_FOR,
    }
