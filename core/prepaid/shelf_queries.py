"""Reads of gift cards as goods: what is in bags and on orders."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product
from core.orders.models import OrderLine, VendorOrder
from core.prepaid.models import EntryKind, GiftCard, GiftCardEntry, GiftCardStatus, GiftCardWish
from core.vendors.models import Vendor

SELLER_LOCK = 4_201_724  # any constant: whoever makes the seller holds it


async def find_product(session: AsyncSession) -> Product | None:
    statement = (
        select(Product)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(col(Vendor.is_platform))
        .order_by(col(Product.id))
        .limit(1)
    )
    return (await session.exec(statement)).first()


async def lock_seller(session: AsyncSession) -> None:
    await session.execute(
        text("SELECT pg_advisory_xact_lock(:key)").bindparams(key=SELLER_LOCK)
    )


async def wishes_of(
    session: AsyncSession, variant_ids: Collection[UUID]
) -> dict[UUID, GiftCardWish]:
    """What was asked for, by variant."""
    statement = select(GiftCardWish).where(col(GiftCardWish.variant_id).in_(variant_ids))
    return {wish.variant_id: wish for wish in await session.exec(statement)}


async def cards_of_order(session: AsyncSession, order_id: UUID) -> list[GiftCard]:
    """Gift cards bought with an order, locked."""
    lines = select(OrderLine.id).where(col(OrderLine.order_id) == order_id)
    statement = (
        select(GiftCard)
        .where(col(GiftCard.order_line_id).in_(lines))
        .order_by(col(GiftCard.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))


async def cards_of_lines(
    session: AsyncSession, line_ids: Collection[UUID]
) -> dict[UUID, list[GiftCard]]:
    """Gift cards by the line that bought them, locked."""
    statement = (
        select(GiftCard)
        .where(col(GiftCard.order_line_id).in_(line_ids))
        .order_by(col(GiftCard.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, list[GiftCard]] = {}
    for card in await session.exec(statement):
        if card.order_line_id is not None:
            found.setdefault(card.order_line_id, []).append(card)
    return found


async def voucher_parts(session: AsyncSession, order_id: UUID) -> Sequence[UUID]:
    """The vendor orders of an order that are gift cards of the market."""
    statement = (
        select(VendorOrder.id)
        .join(Vendor, col(Vendor.id) == VendorOrder.vendor_id)
        .where(col(VendorOrder.order_id) == order_id, col(Vendor.is_platform))
    )
    return (await session.exec(statement)).all()


async def is_voucher_part(session: AsyncSession, vendor_order_id: UUID) -> bool:
    statement = (
        select(VendorOrder.id)
        .join(Vendor, col(Vendor.id) == VendorOrder.vendor_id)
        .where(col(VendorOrder.id) == vendor_order_id, col(Vendor.is_platform))
    )
    return (await session.exec(statement)).first() is not None


async def cards_taken_back(session: AsyncSession, refund_id: UUID) -> list[GiftCard]:
    """Cards that a refund made void, locked."""
    taken = select(GiftCardEntry.card_id).where(
        col(GiftCardEntry.refund_id) == refund_id, col(GiftCardEntry.kind) == EntryKind.VOID
    )
    statement = (
        select(GiftCard)
        .where(col(GiftCard.id).in_(taken))
        .order_by(col(GiftCard.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))


async def lock_due_for_mail(session: AsyncSession, *, limit: int = 100) -> list[GiftCard]:
    """Active cards whose day has come by the database's clock; others' locks are skipped."""
    day = text("gift_cards.deliver_on IS NULL OR gift_cards.deliver_on <= current_date")
    statement = (
        select(GiftCard)
        .where(
            col(GiftCard.status) == GiftCardStatus.ACTIVE,
            col(GiftCard.mailed_at).is_(None),
            day,
        )
        .order_by(col(GiftCard.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))
