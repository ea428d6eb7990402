"""What the items of payouts are about: their orders, commissions and rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func
from sqlalchemy import select as select_columns
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from core.ledger.models import Earning, EarningHold, EarningStatus
from core.orders.models import OrderLine, VendorOrder
from core.payments.models import Refund
from core.payouts.models import Payout, PayoutItem

SALE, REFUND, RESERVE, RESERVE_BACK = "Sale", "Refund", "Reserve", "Reserve given back"
CORRECTION = "Correction"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """``gross`` and ``commission`` carry the sign of what they do to the vendor's balance."""

    id: UUID
    at: datetime
    order_number: str
    what: str
    amount_minor: int
    gross_minor: int
    commission_minor: int
    rule: str
    currency: str
    status: EarningStatus
    is_held: bool
    available_at: datetime | None
    delivered_at: datetime | None
    hold_reason: str
    payout_number: str


async def list_items(session: AsyncSession, payout_id: UUID) -> list[ItemFacts]:
    """All that a payout is made of, oldest first: a statement leaves nothing out."""
    statement = (
        _facts()
        .join(PayoutItem, col(PayoutItem.earning_id) == Earning.id)
        .where(col(PayoutItem.payout_id) == payout_id)
        .order_by(col(Earning.id))
    )
    return _read((await session.execute(statement)).tuples().all())


async def list_earnings(
    session: AsyncSession,
    vendor_id: UUID,
    statuses: Sequence[EarningStatus],
    *,
    page: int,
    size: int,
) -> list[ItemFacts]:
    """A vendor's earnings, newest first."""
    statement = (
        _facts()
        .where(col(Earning.vendor_id) == vendor_id, col(Earning.status).in_(statuses))
        .order_by(col(Earning.id).desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    return _read((await session.execute(statement)).tuples().all())


async def count_earnings(
    session: AsyncSession, vendor_id: UUID, statuses: Sequence[EarningStatus]
) -> int:
    statement = select_columns(func.count()).where(
        col(Earning.vendor_id) == vendor_id, col(Earning.status).in_(statuses)
    )
    return (await session.execute(statement)).scalar_one()


def _facts() -> Select[tuple[Earning, VendorOrder, Refund | None, str | None, str | None, str]]:
    """Refunds are joined from the left: most earnings have none."""
    rules = (
        select_columns(func.string_agg(col(OrderLine.commission_rule).distinct(), ", "))
        .where(col(OrderLine.vendor_order_id) == VendorOrder.id)
        .correlate(VendorOrder)
        .scalar_subquery()
    )
    hold = (
        select_columns(func.min(col(EarningHold.reason)))
        .where(
            col(EarningHold.vendor_order_id) == VendorOrder.id,
            col(EarningHold.lifted_at).is_(None),
        )
        .correlate(VendorOrder)
        .scalar_subquery()
    )
    live = (
        select_columns(func.coalesce(func.min(col(Payout.number)), ""))
        .join(PayoutItem, col(PayoutItem.payout_id) == Payout.id)
        .where(col(PayoutItem.earning_id) == Earning.id, col(PayoutItem.is_live))
        .correlate(Earning)
        .scalar_subquery()
    )
    return (
        select_columns(Earning, VendorOrder, Refund, rules, hold, live)
        .select_from(Earning)
        .join(VendorOrder, col(VendorOrder.id) == Earning.vendor_order_id)
        .outerjoin(Refund, col(Refund.id) == Earning.refund_id)
    )  # pyright: ignore[reportReturnType]


def _read(
    rows: Sequence[tuple[Earning, VendorOrder, Refund | None, str | None, str | None, str]],
) -> list[ItemFacts]:
    found: list[ItemFacts] = []
    for earning, part, refund, rules, hold, payout_number in rows:
        what, gross, commission = _kind(earning, part, refund)
        found.append(
            ItemFacts(
                id=earning.id,
                at=earning.created_at,
                order_number=part.number,
                what=what,
                amount_minor=earning.amount_minor,
                gross_minor=gross,
                commission_minor=commission,
                rule=(rules or "Standard") if commission else "",
                currency=earning.currency,
                status=EarningStatus(earning.status),
                is_held=earning.is_held,
                available_at=earning.available_at,
                delivered_at=part.delivered_at,
                hold_reason=hold or "",
                payout_number=payout_number,
            )
        )
    return found


def _kind(earning: Earning, part: VendorOrder, refund: Refund | None) -> tuple[str, int, int]:
    if earning.reserve_of is not None:
        back = earning.amount_minor > 0
        return (RESERVE_BACK if back else RESERVE), earning.amount_minor, 0
    if refund is not None:
        return REFUND, -refund.amount_minor, -refund.commission_minor
    if earning.correction:
        return CORRECTION, earning.amount_minor, 0
    return SALE, part.total_minor, part.commission_minor
