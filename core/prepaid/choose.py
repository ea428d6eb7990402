"""The buyer says what to pay with: gift cards by their code, credit, points."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.models import Cart
from core.cart.open_cart import lock_open_cart
from core.identity.throttle import Limit, attempt, network
from core.kernel.errors import Invalid
from core.kernel.principal import Principal
from core.prepaid import queries
from core.prepaid.bag import is_spendable
from core.prepaid.cards import card_with_code
from core.prepaid.errors import CardInOtherCurrency, CardNotUsable, TooManyCards
from core.prepaid.models import GiftCard, GiftCardStatus
from core.prepaid.rules import MAX_CARDS

# A code has 130 bits; this is for the patience of whoever tries, and for our database.
CODE_LIMIT = Limit("gift_card_code", free=10, pause_s=60)


async def look_up(session: AsyncSession, typed: str, *, address: str) -> GiftCard:
    """The card of a code, for whoever holds it. Attempts are counted by address."""
    await attempt(CODE_LIMIT, network(address))
    return await card_with_code(session, typed)


async def apply_card(
    session: AsyncSession, cart: Cart, typed: str, *, address: str
) -> GiftCard:
    """Pay the bag with this card as far as it goes. A card that is there already stays."""
    card = await look_up(session, typed, address=address)
    await ensure_usable(session, card, cart.currency)
    await lock_open_cart(session, cart.id)
    there = await queries.cards_of_bag(session, cart.id)
    if len(there) >= MAX_CARDS and card.id not in {one.id for one in there}:
        raise TooManyCards(MAX_CARDS)
    await queries.put_card(session, cart.id, card.id)
    return card


async def ensure_usable(session: AsyncSession, card: GiftCard, currency: str) -> None:
    if card.status is GiftCardStatus.VOIDED:
        raise CardNotUsable("This gift card was canceled.")
    if card.status is GiftCardStatus.DEPLETED:
        raise CardNotUsable("This gift card has nothing left to spend.")
    if not is_spendable(card, await queries.db_now(session)):
        raise CardNotUsable.expired(card.expires_at)
    if card.currency != currency:
        raise CardInOtherCurrency(card.currency, currency)


async def remove_card(session: AsyncSession, cart: Cart, card_id: UUID) -> None:
    """From the caller's own bag; a card that is not in it is nobody's business."""
    await queries.take_card_out(session, cart.id, card_id)


async def use_credit(
    session: AsyncSession, cart: Cart, buyer: Principal, *, is_wanted: bool
) -> None:
    buyer.require_user()
    await queries.choose(session, cart.id, uses_credit=is_wanted)


async def use_points(session: AsyncSession, cart: Cart, buyer: Principal, points: int) -> None:
    """How many points to spend; fewer are, when the order or the balance is smaller."""
    buyer.require_user()
    if points < 0:
        raise Invalid("Choose how many points to spend.", field="points")
    await queries.choose(session, cart.id, points=points)
