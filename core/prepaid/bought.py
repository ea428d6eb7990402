"""Gift cards that were bought: made with the order, worth something once it is paid, and taken
back by a refund while nobody has spent them.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.ledger.models import AccountKind, TransactionKind
from core.ledger.posting import AccountKey, Posting, post_transaction
from core.orders.models import Order, OrderLine
from core.payments.models import Refund
from core.prepaid import shelf_queries
from core.prepaid.cards import LIABILITY, activate, new_card
from core.prepaid.errors import CardSpent
from core.prepaid.models import (
    GIFT_CARD_LIFECYCLE,
    EntryKind,
    GiftCard,
    GiftCardEntry,
    GiftCardOrigin,
    GiftCardStatus,
)

SUSPENSE: AccountKey = (AccountKind.BUYER_SUSPENSE, "")


async def order_cards(
    session: AsyncSession, buyer: Principal, currency: str, lines: Sequence[OrderLine]
) -> None:
    """A card for every unit of these lines, worth nothing yet."""
    wishes = await shelf_queries.wishes_of(session, [line.variant_id for line in lines])
    for line in lines:
        wish = wishes[line.variant_id]
        for _ in range(line.quantity):
            amount = Money(line.unit_minor, currency)
            card = new_card(amount, GiftCardOrigin.PURCHASE, buyer.actor)
            card.order_line_id = line.id
            card.recipient_name = wish.recipient_name
            card.recipient_email = wish.recipient_email
            card.sender_name, card.message = wish.sender_name, wish.message
            card.design, card.deliver_on = wish.design, wish.deliver_on
            session.add(card)
    await session.flush()


async def activate_bought(session: AsyncSession, order: Order, actor: str) -> frozenset[UUID]:
    """The order is paid: its cards can be spent. Returns the vendor orders that are cards."""
    parts = frozenset(await shelf_queries.voucher_parts(session, order.id))
    if parts:
        for card in await shelf_queries.cards_of_order(session, order.id):
            await activate(session, card, actor)
    return parts


async def is_voucher(session: AsyncSession, vendor_order_id: UUID) -> bool:
    return await shelf_queries.is_voucher_part(session, vendor_order_id)


async def take_back(
    session: AsyncSession, refund: Refund, units: Mapping[UUID, int], actor: str
) -> None:
    """Make the cards of a refund void. Raises ``CardSpent`` when one of them was used."""
    found = await shelf_queries.cards_of_lines(session, list(units))
    for line_id, cards in found.items():
        if not units[line_id]:
            raise Invalid("A gift card is refunded as a whole.", field="quantity")
        whole = [
            card
            for card in cards
            if card.status is GiftCardStatus.ACTIVE and card.balance_minor == card.initial_minor
        ]
        if len(whole) < units[line_id]:
            raise CardSpent
        for card in whole[: units[line_id]]:
            await _move(session, refund, card, EntryKind.VOID, -card.initial_minor, actor)
            card.voided_at, card.reason = utc_now(), "Refunded"


async def put_back(session: AsyncSession, refund: Refund) -> None:
    """A gateway did not refund them: the cards are worth what they were."""
    for card in await shelf_queries.cards_taken_back(session, refund.id):
        await _move(session, refund, card, EntryKind.RESTORE, card.initial_minor, "system")
        card.voided_at, card.reason = None, ""


async def _move(
    session: AsyncSession,
    refund: Refund,
    card: GiftCard,
    kind: EntryKind,
    minor: int,
    actor: str,
) -> None:
    """Between what is owed to the card and what is owed to its buyer."""
    target = GiftCardStatus.VOIDED if minor < 0 else GiftCardStatus.ACTIVE
    GIFT_CARD_LIFECYCLE.check(card.status, target)
    card.status = target
    card.balance_minor += minor
    entry = GiftCardEntry(
        id=new_id(),
        card_id=card.id,
        kind=kind,
        amount_minor=minor,
        refund_id=refund.id,
        actor=actor,
        reason="Refund of an unused card",
    )
    session.add(entry)
    amount = Money(minor, card.currency)
    await post_transaction(
        session,
        TransactionKind.GIFT_CARD_EXPIRY,
        str(entry.id),
        refund.order_id,
        [Posting(LIABILITY, -amount), Posting(SUSPENSE, amount)],
        memo="Refund of an unused card",
    )


async def post_voucher_refund(
    session: AsyncSession, refund: Refund, shares: Sequence[tuple[AccountKey, Money]]
) -> None:
    """The buyer has the money again: nobody earned it, nobody gives it back."""
    postings = [
        Posting(SUSPENSE, refund.amount, refund.vendor_order_id),
        *(Posting(account, -share, refund.vendor_order_id) for account, share in shares),
    ]
    await post_transaction(
        session, TransactionKind.REFUND, str(refund.id), refund.order_id, postings
    )
