"""The prices of variants over time, as rows of their history."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import PriceChange

Change = tuple[UUID, datetime, int | None]


async def changes_since(
    session: AsyncSession, variant_ids: Collection[UUID], currency: str, since: datetime
) -> Sequence[Change]:
    """Variant, moment and amount of every change since, and of the one before that, in order;
    one statement.
    """
    window: dict[str, Any] = {
        "partition_by": PriceChange.variant_id,
        "order_by": (PriceChange.created_at, PriceChange.id),
    }
    rows = (
        select_columns(
            col(PriceChange.variant_id),
            col(PriceChange.created_at),
            col(PriceChange.amount_minor),
            func.lead(PriceChange.created_at).over(**window).label("until"),
            func.row_number().over(**window).label("number"),
        )
        .where(
            col(PriceChange.variant_id).in_(variant_ids), col(PriceChange.currency) == currency
        )
        .subquery("rows")
    )
    statement = (
        select_columns(rows.c.variant_id, rows.c.created_at, rows.c.amount_minor)
        .where(rows.c.until.is_(None) | (rows.c.until > since))
        .order_by(rows.c.variant_id, rows.c.number)
    )
    return [(row[0], row[1], row[2]) for row in (await session.execute(statement)).all()]
