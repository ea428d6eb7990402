"""What a person sees of own credit, points and orders' tenders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.payments import queries as payments
from core.payments.models import PaymentStatus, Prepaid
from core.prepaid import points_queries, queries, statement_queries
from core.prepaid.codes import card_label
from core.prepaid.models import CreditEntry, PointsEntry
from core.prepaid.rules import rules_for
from core.prepaid.tiers import Tier, next_tier, tier_for, tiers_of

LABELS = {Prepaid.STORE_CREDIT: "Store credit", Prepaid.POINTS: "Points"}


@dataclass(frozen=True, slots=True)
class Ending:
    """Points that end together."""

    points: int
    worth: Money
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Loyalty:
    points: int
    worth: Money
    owed: int
    spent: Money
    tier: Tier
    next: Tier | None
    ending: tuple[Ending, ...]
    is_on: bool


@dataclass(frozen=True, slots=True)
class PaidWith:
    """A part of an order that prepaid value paid."""

    label: str
    amount: Money
    refunded: Money


async def credit_of(session: AsyncSession, caller: Principal, currency: str) -> Money:
    account = await queries.find_credit(session, caller.require_user(), currency)
    return account.balance if account else Money.zero(currency)


async def list_credit(
    session: AsyncSession, caller: Principal, currency: str, *, page: int = 1
) -> Page[CreditEntry]:
    return await statement_queries.list_credit(
        session, caller.require_user(), currency, page=page
    )


async def list_points(
    session: AsyncSession, caller: Principal, currency: str, *, page: int = 1
) -> Page[PointsEntry]:
    return await statement_queries.list_points(
        session, caller.require_user(), currency, page=page
    )


async def loyalty_of(session: AsyncSession, caller: Principal, currency: str) -> Loyalty:
    """Balance, tier and what ends when, in five statements."""
    user_id = caller.require_user()
    rules = await rules_for(session, currency)
    account = await queries.find_points(session, user_id, currency)
    lots = await queries.live_lots(session, account.id) if account else ()
    spent = await points_queries.spent_in_a_year(session, user_id, currency)
    tiers = tiers_of(await points_queries.list_tiers(session))
    worth = sum(lot.remaining * lot.unit_minor for lot in lots)
    return Loyalty(
        points=sum(lot.remaining for lot in lots),
        worth=Money(worth, currency),
        owed=account.owed if account else 0,
        spent=Money(spent, currency),
        tier=tier_for(tiers, spent),
        next=next_tier(tiers, spent),
        ending=tuple(
            Ending(
                lot.remaining, Money(lot.remaining * lot.unit_minor, currency), lot.expires_at
            )
            for lot in lots
        ),
        is_on=rules.is_points_on,
    )


async def paid_with(session: AsyncSession, order_id: UUID) -> Sequence[PaidWith]:
    """Gift cards, credit and points that pay for an order, or would have. The caller has
    checked who asks.
    """
    found: list[PaidWith] = []
    for row in await payments.payments_of(session, order_id):
        if row.is_prepaid and row.status is not PaymentStatus.VOIDED:
            label = LABELS.get(Prepaid(row.provider)) or await _card(session, row.source_id)
            found.append(PaidWith(label, row.amount, Money(row.refunded_minor, row.currency)))
    return found


async def _card(session: AsyncSession, card_id: UUID | None) -> str:
    cards = await statement_queries.cards(session, [card_id] if card_id else [])
    return card_label(cards[0]) if cards else "Gift card"
