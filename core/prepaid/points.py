"""Loyalty points: earned once an order is complete, ended in their order, reversed with what
earned them. What is reversed and spent already is owed, never a negative balance.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.ledger.models import AccountKind, TransactionKind
from core.ledger.posting import AccountKey, Posting, post_transaction
from core.orders import queries as orders
from core.prepaid import points_queries, queries
from core.prepaid.credit import ensure_reason
from core.prepaid.events import PointsExpiring
from core.prepaid.models import PointsAccount, PointsEntry, PointsKind, PointsLot
from core.prepaid.rules import rules_for
from core.prepaid.shelf_queries import is_voucher_part
from core.prepaid.terms import months_after
from core.prepaid.tiers import points_for, tier_for, tiers_of

LIABILITY: AccountKey = (AccountKind.LOYALTY_LIABILITY, "")
EXPENSE: AccountKey = (AccountKind.LOYALTY_EXPENSE, "")
BREAKAGE: AccountKey = (AccountKind.BREAKAGE, "")
USUAL_NOTICE_DAYS = 30
MOST_GRANTED = 100_000


async def earn(session: AsyncSession, vendor_order_id: UUID) -> None:
    """The window of a vendor order is over: its buyer gets points, once."""
    part = await orders.get_vendor_order(session, vendor_order_id)
    order = await orders.lock_order(session, part.order_id)
    rules = await rules_for(session, order.currency)
    if order.user_id is None or not rules.is_points_on:
        return
    if await is_voucher_part(session, part.id):
        return
    account = await queries.open_points(session, order.user_id, order.currency)
    if await points_queries.find_earned(session, part.id):
        return
    spent = await points_queries.spent_in_a_year(session, order.user_id, order.currency)
    tier = tier_for(tiers_of(await points_queries.list_tiers(session)), spent)
    account.tier = tier.code
    base = await points_queries.base_of(session, part.id)
    points = points_for(base, tier.rate_bps, rules.point_minor)
    if points == 0:
        return
    lot = PointsLot(
        id=new_id(),
        account_id=account.id,
        vendor_order_id=part.id,
        points=points,
        remaining=0,
        base_minor=base,
        unit_minor=rules.point_minor,
        expires_at=months_after(utc_now(), rules.points_months),
    )
    session.add(lot)
    await session.flush()
    await _add(session, account, lot, PointsKind.EARN, points, reason=f"Order {part.number}")
    await _repay(session, account, lot)


async def _repay(session: AsyncSession, account: PointsAccount, lot: PointsLot) -> None:
    points = min(account.owed, lot.remaining)
    if points == 0:
        return
    await _add(session, account, lot, PointsKind.REPAY, -points, reason="Owed from before")
    account.owed -= points
    session.add(_owed(account, PointsKind.REPAY, points, None, None, "Owed from before"))


async def reverse_points(session: AsyncSession, vendor_order_id: UUID, refund_id: UUID) -> None:
    """Something of the order was refunded after it had earned points: the same part of the
    points goes back, however the refund is split in time.
    """
    found = await points_queries.find_earned(session, vendor_order_id)
    if found is None:
        return
    account, lot = found
    base = await points_queries.base_of(session, vendor_order_id)
    kept = lot.points * min(base, lot.base_minor) // lot.base_minor
    gone = await points_queries.reversed_points(session, vendor_order_id)
    due = lot.points - kept - gone
    others = await queries.live_lots(session, account.id)
    for source in [lot, *(one for one in others if one.id != lot.id)]:
        points = min(due, source.remaining)
        if points > 0:
            await _add(
                session, account, source, PointsKind.REVERSE, -points,
                reason="Refund", vendor_order_id=vendor_order_id, refund_id=refund_id,
            )  # fmt: skip
            due -= points
    if due > 0:
        account.owed += due
        session.add(_owed(account, PointsKind.OWE, -due, vendor_order_id, refund_id, "Refund"))


async def grant_points(
    session: AsyncSession,
    staff: Principal,
    user_id: UUID,
    currency: str,
    points: int,
    *,
    reason: str,
) -> PointsLot:
    """A present of the market, with the usual term."""
    staff.require_staff()
    reason = ensure_reason(reason)
    if not 0 < points <= MOST_GRANTED:
        raise Invalid("Grant from 1 to 100,000 points.", field="points")
    rules = await rules_for(session, currency)
    account = await queries.open_points(session, user_id, currency)
    lot = PointsLot(
        id=new_id(),
        account_id=account.id,
        points=points,
        remaining=0,
        unit_minor=rules.point_minor,
        expires_at=months_after(utc_now(), rules.points_months),
    )
    session.add(lot)
    await session.flush()
    await _add(
        session, account, lot, PointsKind.GRANT, points, reason=reason, actor=staff.actor
    )
    await audit.record(
        session, staff, "prepaid.grant_points", "user", user_id, f"{points} points",
        reason=reason,
    )  # fmt: skip
    return lot


async def expire_points(session: AsyncSession, now: datetime) -> int:
    """What nobody spent in its term becomes breakage; returns how many accounts."""
    due = await points_queries.accounts_with_ended_lots(session, now)
    for account_id in sorted(due):
        account = await queries.lock_points(session, account_id)
        for lot in await points_queries.ended_lots(session, account_id, now):
            await _add(
                session, account, lot, PointsKind.EXPIRE, -lot.remaining,
                reason="Their term is over",
            )  # fmt: skip
    return len(due)


async def give_notice(session: AsyncSession) -> int:
    """Tell people once of what ends soon; returns of how many lots."""
    ending = await points_queries.lock_ending_lots(session, USUAL_NOTICE_DAYS)
    for lot, account in ending:
        lot.noticed_at = utc_now()
        await emit(
            session,
            PointsExpiring(lot_id=lot.id, user_id=account.user_id, points=lot.remaining),
        )
    return len(ending)


_BOOKED = {
    PointsKind.EARN: (TransactionKind.POINTS_EARN, EXPENSE),
    PointsKind.GRANT: (TransactionKind.POINTS_EARN, EXPENSE),
    PointsKind.REVERSE: (TransactionKind.POINTS_REVERSAL, EXPENSE),
    PointsKind.REPAY: (TransactionKind.POINTS_REVERSAL, EXPENSE),
    PointsKind.EXPIRE: (TransactionKind.POINTS_EXPIRY, BREAKAGE),
}


async def _add(
    session: AsyncSession,
    account: PointsAccount,
    lot: PointsLot,
    kind: PointsKind,
    points: int,
    *,
    reason: str,
    actor: str = "system",
    vendor_order_id: UUID | None = None,
    refund_id: UUID | None = None,
) -> None:
    """Change a lot and its account, and book what the points are worth. The account is
    locked.
    """
    lot.remaining += points
    account.balance += points
    value = Money(points * lot.unit_minor, account.currency)
    entry = PointsEntry(
        id=new_id(),
        account_id=account.id,
        lot_id=lot.id,
        kind=kind,
        points=points,
        value_minor=value.minor,
        vendor_order_id=vendor_order_id or lot.vendor_order_id,
        refund_id=refund_id,
        actor=actor,
        reason=reason,
    )
    session.add(entry)
    transaction, against = _BOOKED[kind]
    await post_transaction(
        session, transaction, str(entry.id), None,
        [Posting(against, value), Posting(LIABILITY, -value)], memo=reason,
    )  # fmt: skip


def _owed(
    account: PointsAccount,
    kind: PointsKind,
    points: int,
    vendor_order_id: UUID | None,
    refund_id: UUID | None,
    reason: str,
) -> PointsEntry:
    return PointsEntry(
        account_id=account.id,
        kind=kind,
        points=points,
        vendor_order_id=vendor_order_id,
        refund_id=refund_id,
        actor="system",
        reason=reason,
    )
