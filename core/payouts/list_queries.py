"""Lists of payouts and balances. Those a vendor can reach take its id."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Uuid, cast, func
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page, clamp
from core.ledger.models import AccountKind, LedgerAccount, LedgerEntry
from core.ledger.queries import VENDOR_KINDS
from core.payouts.models import Payout, PayoutAccount, PayoutEvent, PayoutPlan, PayoutStatus
from core.vendors.models import Vendor


async def list_payouts(
    session: AsyncSession,
    *,
    vendor_id: UUID | None = None,
    status: PayoutStatus | None = None,
    search: str = "",
    page: int = 1,
    size: int = 25,
) -> Page[tuple[Payout, str]]:
    """Newest first, each with the name of its vendor."""
    number, size = clamp(page, size)
    statement = select(Payout, Vendor.name).join(Vendor, col(Vendor.id) == Payout.vendor_id)
    if vendor_id is not None:
        statement = statement.where(col(Payout.vendor_id) == vendor_id)
    if status is not None:
        statement = statement.where(col(Payout.status) == status)
    if words := search.strip():
        statement = statement.where(
            col(Payout.number).icontains(words, autoescape=True)
            | col(Vendor.name).icontains(words, autoescape=True)
        )
    counting = select(func.count()).select_from(statement.subquery())
    total = (await session.exec(counting)).one()
    rows = await session.exec(
        statement.order_by(col(Payout.id).desc()).limit(size).offset((number - 1) * size)
    )
    return Page(rows.all(), total, number, size)


async def count_by_status(session: AsyncSession) -> dict[PayoutStatus, int]:
    statement = select(Payout.status, func.count()).group_by(col(Payout.status))
    return {PayoutStatus(status): count for status, count in await session.exec(statement)}


async def list_events(session: AsyncSession, payout_id: UUID) -> Sequence[PayoutEvent]:
    statement = (
        select(PayoutEvent)
        .where(PayoutEvent.payout_id == payout_id)
        .order_by(col(PayoutEvent.id))
        .limit(200)
    )
    return (await session.exec(statement)).all()


async def list_vendor_balances(
    session: AsyncSession, *, page: int = 1, size: int = 25
) -> Page[tuple[UUID, str, str, dict[AccountKind, int]]]:
    """Vendor, its name, a currency and what each of its four accounts owes it."""
    number, size = clamp(page, size)
    owner = cast(col(LedgerAccount.owner), Uuid)
    pairs = (
        select_columns(owner.label("vendor_id"), col(LedgerAccount.currency).label("currency"))
        .where(col(LedgerAccount.kind).in_(VENDOR_KINDS))
        .distinct()
        .subquery()
    )
    total = (await session.exec(select(func.count()).select_from(pairs))).one()
    shown = (
        await session.execute(
            select_columns(pairs.c.vendor_id, col(Vendor.name), pairs.c.currency)
            .join(Vendor, col(Vendor.id) == pairs.c.vendor_id)
            .order_by(col(Vendor.name), pairs.c.currency)
            .limit(size)
            .offset((number - 1) * size)
        )
    ).tuples().all()  # fmt: skip
    sums = await _sums(session, {str(vendor_id) for vendor_id, _, _ in shown})
    rows = [
        (vendor_id, name, currency, sums.get((str(vendor_id), currency), {}))
        for vendor_id, name, currency in shown
    ]
    return Page(rows, total, number, size)


async def _sums(
    session: AsyncSession, owners: Collection[str]
) -> dict[tuple[str, str], dict[AccountKind, int]]:
    statement = (
        select_columns(
            col(LedgerAccount.owner),
            col(LedgerAccount.currency),
            col(LedgerAccount.kind),
            -func.sum(col(LedgerEntry.amount_minor)),
        )
        .join(LedgerEntry, col(LedgerEntry.account_id) == LedgerAccount.id)
        .where(col(LedgerAccount.owner).in_(owners), col(LedgerAccount.kind).in_(VENDOR_KINDS))
        .group_by(
            col(LedgerAccount.owner), col(LedgerAccount.currency), col(LedgerAccount.kind)
        )
    )
    found: dict[tuple[str, str], dict[AccountKind, int]] = {}
    for owner, currency, kind, minor in (await session.execute(statement)).tuples():
        found.setdefault((owner, currency), {})[AccountKind(kind)] = int(minor)
    return found


async def plans_of(
    session: AsyncSession, vendor_ids: Collection[UUID]
) -> dict[UUID, PayoutPlan]:
    statement = select(PayoutPlan).where(col(PayoutPlan.vendor_id).in_(vendor_ids))
    return {plan.vendor_id: plan for plan in await session.exec(statement)}


async def accounts_of(
    session: AsyncSession, vendor_ids: Collection[UUID]
) -> dict[UUID, PayoutAccount]:
    statement = select(PayoutAccount).where(
        col(PayoutAccount.vendor_id).in_(vendor_ids), col(PayoutAccount.replaced_at).is_(None)
    )
    return {account.vendor_id: account for account in await session.exec(statement)}
