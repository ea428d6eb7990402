"""Reads and writes of delivery rates."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import delete, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.shipping.models import DeliveryRate
from core.vendors.models import Vendor


async def list_rates(session: AsyncSession, vendor_id: UUID) -> list[DeliveryRate]:
    """A vendor's rates, by currency and distance."""
    statement = (
        select(DeliveryRate)
        .where(col(DeliveryRate.vendor_id) == vendor_id)
        .order_by(col(DeliveryRate.currency), col(DeliveryRate.price_minor))
    )
    return list(await session.exec(statement))


async def rates_with_vendors(
    session: AsyncSession, vendor_ids: Collection[UUID], currency: str
) -> list[tuple[DeliveryRate, Vendor]]:
    """Every rate of the vendors in the currency; one statement however many vendors."""
    statement = (
        select(DeliveryRate, Vendor)
        .join(Vendor, col(Vendor.id) == DeliveryRate.vendor_id)
        .where(
            col(DeliveryRate.vendor_id).in_(vendor_ids), col(DeliveryRate.currency) == currency
        )
    )
    return list((await session.exec(statement)).all())


async def replace_rates(
    session: AsyncSession, vendor_id: UUID, rates: Iterable[DeliveryRate]
) -> None:
    """Make ``rates`` the vendor's only ones; safe beside another replacement."""
    kept = list(rates)
    gone = delete(DeliveryRate).where(col(DeliveryRate.vendor_id) == vendor_id)
    if kept:
        places = [(rate.zone, rate.currency, rate.service) for rate in kept]
        gone = gone.where(
            tuple_(
                col(DeliveryRate.zone), col(DeliveryRate.currency), col(DeliveryRate.service)
            ).not_in(places)
        )
    await session.exec(gone)
    if kept:
        await _upsert(session, [rate.model_dump() for rate in kept])


async def _upsert(session: AsyncSession, rows: list[dict[str, Any]]) -> None:
    statement = insert(DeliveryRate).values(rows)
    changed = (
        "name",
        "price_minor",
        "free_over_minor",
        "transit_days_min",
        "transit_days_max",
    )
    await session.exec(
        statement.on_conflict_do_update(
            index_elements=["vendor_id", "zone", "currency", "service"],
            set_={name: statement.excluded[name] for name in changed},
        )
    )
