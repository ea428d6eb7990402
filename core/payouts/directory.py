"""Payouts as staff and vendors find them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.kernel.pagination import Page
from core.kernel.principal import Principal, VendorRole
from core.ledger.models import AccountKind, EarningStatus
from core.ledger.queries import vendor_balances
from core.payouts import list_queries, queries, statement_queries
from core.payouts.create_payout import payable_account
from core.payouts.errors import NotPayable
from core.payouts.models import (
    Payout,
    PayoutAccount,
    PayoutEvent,
    PayoutPlan,
    PayoutStatus,
    SepaFile,
)
from core.payouts.reserve import Reserve, reserve_of
from core.payouts.statement import Statement, statement
from core.payouts.statement_queries import ItemFacts
from core.settings import settings


@dataclass(frozen=True, slots=True)
class VendorBalance:
    vendor_id: UUID
    name: str
    currency: str
    parts: dict[AccountKind, int]
    plan: PayoutPlan | None
    account: PayoutAccount | None

    def of(self, kind: AccountKind) -> Money:
        return Money(self.parts.get(kind, 0), self.currency)


@dataclass(frozen=True, slots=True)
class PayoutOverview:
    """What a vendor sees first. ``obstacle`` says why nothing would be paid today."""

    balances: dict[tuple[AccountKind, str], Money]
    plan: PayoutPlan | None
    account: PayoutAccount | None
    obstacle: str
    reserve: Reserve
    least: Money


async def find_payouts(
    session: AsyncSession,
    staff: Principal,
    *,
    status: PayoutStatus | None,
    search: str,
    page: int,
    size: int,
) -> Page[tuple[Payout, str]]:
    staff.require_staff()
    return await list_queries.list_payouts(
        session, status=status, search=search, page=page, size=size
    )


async def counts(session: AsyncSession, staff: Principal) -> dict[PayoutStatus, int]:
    staff.require_staff()
    return await list_queries.count_by_status(session)


async def sepa_files(session: AsyncSession, staff: Principal) -> Sequence[SepaFile]:
    """Those that are not executed yet."""
    staff.require_staff()
    return await queries.list_open_sepa_files(session)


async def payout_detail(
    session: AsyncSession, caller: Principal, number: str
) -> tuple[Statement, Sequence[PayoutEvent]]:
    made = await statement(session, caller, number)
    return made, await list_queries.list_events(session, made.payout.id)


async def balances(
    session: AsyncSession, staff: Principal, *, page: int, size: int
) -> Page[VendorBalance]:
    staff.require_staff()
    found = await list_queries.list_vendor_balances(session, page=page, size=size)
    ids = {vendor_id for vendor_id, _, _, _ in found.items}
    plans = await list_queries.plans_of(session, ids)
    accounts = await list_queries.accounts_of(session, ids)
    rows = [
        VendorBalance(id_, name, currency, parts, plans.get(id_), accounts.get(id_))
        for id_, name, currency, parts in found.items
    ]
    return Page(rows, found.total, found.number, found.size)


async def overview(session: AsyncSession, caller: Principal) -> PayoutOverview:
    vendor_id = caller.require_vendor(VendorRole.FINANCE)
    obstacle = ""
    try:
        await payable_account(session, vendor_id)
    except NotPayable as refusal:
        obstacle = refusal.reason
    return PayoutOverview(
        await vendor_balances(session, vendor_id),
        await queries.find_plan(session, vendor_id),
        await queries.find_account(session, vendor_id),
        obstacle,
        await reserve_of(session, vendor_id),
        Money(settings().payout_minimum_minor, "EUR"),
    )


async def own_payouts(
    session: AsyncSession, caller: Principal, *, page: int, size: int
) -> Page[tuple[Payout, str]]:
    vendor_id = caller.require_vendor(VendorRole.FINANCE)
    return await list_queries.list_payouts(session, vendor_id=vendor_id, page=page, size=size)


async def own_earnings(
    session: AsyncSession,
    caller: Principal,
    statuses: Sequence[EarningStatus],
    *,
    page: int,
    size: int,
) -> Page[ItemFacts]:
    """Newest first: what was earned and where it is on its way."""
    vendor_id = caller.require_vendor(VendorRole.FINANCE)
    total = await statement_queries.count_earnings(session, vendor_id, statuses)
    rows = await statement_queries.list_earnings(
        session, vendor_id, statuses, page=page, size=size
    )
    return Page(rows, total, page, size)
