"""Reads of taxes as charged, of what sellers say about theirs, and of kinds of goods."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.taxes.models import OwedBy, TaxLine


async def tax_lines_of_order(session: AsyncSession, order_id: UUID) -> Sequence[TaxLine]:
    statement = (
        select(TaxLine).where(col(TaxLine.order_id) == order_id).order_by(col(TaxLine.id))
    )
    return (await session.exec(statement)).all()


async def tax_lines_of_part(session: AsyncSession, vendor_order_id: UUID) -> Sequence[TaxLine]:
    statement = (
        select(TaxLine)
        .where(col(TaxLine.vendor_order_id) == vendor_order_id)
        .order_by(col(TaxLine.id))
    )
    return (await session.exec(statement)).all()


async def owed_by_market(session: AsyncSession, order_id: UUID) -> Sequence[TaxLine]:
    """The taxes of an order that the market owes itself."""
    statement = (
        select(TaxLine)
        .where(
            col(TaxLine.order_id) == order_id,
            col(TaxLine.owed_by) == OwedBy.MARKET,
            col(TaxLine.amount_minor) > 0,
        )
        .order_by(col(TaxLine.id))
    )
    return (await session.exec(statement)).all()
