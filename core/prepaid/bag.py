"""What a bag is to be paid with: chosen at checkout, kept beside the bag."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.models import Cart
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.payments import queries as payments
from core.payments.models import Payment, PaymentStatus, Prepaid
from core.prepaid import queries
from core.prepaid.codes import card_label
from core.prepaid.models import BagPrepaid, GiftCard, GiftCardStatus, PointsLot
from core.prepaid.plan import Source, TenderPlan, plan_tenders
from core.prepaid.rules import rules_for


@dataclass(frozen=True, slots=True)
class Wallet:
    """What the caller could pay with: cards of this bag, own credit, own points."""

    cards: tuple[Source, ...]
    credit: Money
    credit_id: UUID | None
    uses_credit: bool
    points: int
    points_worth: Money
    points_id: UUID | None
    points_wanted: int
    points_most: Money  # what points may pay of this order

    def sources(self) -> list[Source]:
        """Points first (they expire soonest), then cards, then credit."""
        found: list[Source] = []
        if self.points_id and self.points_wanted:
            wanted = min(self.points_wanted, self.points)
            label = f"{wanted} points"
            found.append(Source(Prepaid.POINTS, self.points_id, self.points_most, label))
        found += self.cards
        if self.credit_id and self.uses_credit:
            found.append(
                Source(Prepaid.STORE_CREDIT, self.credit_id, self.credit, "Store credit")
            )
        return found


async def wallet_of(
    session: AsyncSession, cart: Cart, buyer: Principal, payable: Money
) -> Wallet:
    """``payable`` is what prepaid value may pay of the order; points pay a share of it."""
    choice = BagPrepaid(cart_id=cart.id)
    credit = account = None
    lots: Sequence[PointsLot] = ()
    cap = 0
    if buyer.user_id is not None:
        choice = await queries.find_choice(session, cart.id) or choice
        credit = await queries.find_credit(session, buyer.user_id, cart.currency)
        account = await queries.find_points(session, buyer.user_id, cart.currency)
    if account is not None and (rules := await rules_for(session, cart.currency)).is_points_on:
        lots = await queries.live_lots(session, account.id)
        cap = payable.minor * rules.points_cap_bps // 10_000
    return Wallet(
        cards=await _cards(session, cart),
        credit=credit.balance if credit else Money.zero(cart.currency),
        credit_id=credit.id if credit else None,
        uses_credit=choice.uses_credit,
        points=sum(lot.remaining for lot in lots),
        points_worth=Money(sum(lot.remaining * lot.unit_minor for lot in lots), cart.currency),
        points_id=account.id if account else None,
        points_wanted=choice.points,
        points_most=Money(points_worth(lots, choice.points, cap), cart.currency),
    )


async def _cards(session: AsyncSession, cart: Cart) -> tuple[Source, ...]:
    cards = await queries.cards_of_bag(session, cart.id)
    if not cards:
        return ()
    now = await queries.db_now(session)
    return tuple(
        Source(Prepaid.GIFT_CARD, card.id, card.balance, card_label(card))
        for card in cards
        if card.currency == cart.currency and is_spendable(card, now)
    )


def is_spendable(card: GiftCard, now: datetime) -> bool:
    is_live = card.expires_at is None or card.expires_at > now
    return card.status is GiftCardStatus.ACTIVE and is_live


def points_worth(lots: Sequence[PointsLot], points: int, cap_minor: int) -> int:
    """What ``points``, taken first from what expires first, buy within the cap."""
    worth = 0
    for lot in lots:
        taken = min(lot.remaining, points, (cap_minor - worth) // lot.unit_minor)
        points -= taken
        worth += taken * lot.unit_minor
    return worth


async def tenders_of_bag(
    session: AsyncSession, cart: Cart, buyer: Principal, total: Money, payable: Money
) -> TenderPlan:
    """How a bag of ``total`` is paid as chosen; ``payable`` leaves out what prepaid value
    cannot buy.
    """
    wallet = await wallet_of(session, cart, buyer, payable)
    return plan_tenders(total, payable, wallet.sources())


async def choose_again(session: AsyncSession, cart_id: UUID, order_id: UUID) -> None:
    """The bag of an order that was not paid gets its choices back."""
    for row in await payments.payments_of(session, order_id):
        if not row.is_prepaid or row.source_id is None:
            continue
        if row.status is PaymentStatus.CAPTURED:
            continue
        await _choose(session, cart_id, row)


async def _choose(session: AsyncSession, cart_id: UUID, payment: Payment) -> None:
    match Prepaid(payment.provider):
        case Prepaid.GIFT_CARD:
            await queries.put_card(session, cart_id, payment.source_id or payment.id)
        case Prepaid.STORE_CREDIT:
            await queries.choose(session, cart_id, uses_credit=True)
        case Prepaid.POINTS:
            await queries.choose(session, cart_id, points=payment.amount_minor)
