"""Gift cards, credit and points as tests need them, and orders paid with them."""

from collections.abc import Mapping, Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.models import Cart
from core.checkout.place_order import CheckoutRequest, place_order
from core.checkout.quote_bag import quote_bag
from core.checkout.settle_payment import place_without_gateway, settle_payment
from core.checkout.start_payment import new_attempt
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.kernel.principal import GUEST, Principal
from core.orders.models import Order
from core.payments import queries as payments
from core.payments.models import Payment, PaymentStatus
from core.prepaid import queries
from core.prepaid.bag import tenders_of_bag
from core.prepaid.cards import issue_card
from core.prepaid.models import GiftCard
from core.prepaid.tenders import held_minor
from tests.factories.orders import ADDRESS, a_bag, a_request, word_of
from tests.factories.principals import an_operator
from tests.factories.shop import Sold


async def a_card(session: AsyncSession, minor: int = 10_000, currency: str = "EUR") -> GiftCard:
    return await issue_card(
        session,
        an_operator(),
        Money(minor, currency),
        recipient_email="ana@example.com",
        recipient_name="Ana",
        reason="Test",
    )


async def with_prepaid(
    session: AsyncSession, cart: Cart, request: CheckoutRequest, buyer: Principal = GUEST
) -> CheckoutRequest:
    """The request of a buyer who has seen what the bag's cards, credit and points pay."""
    total = (await quote_bag(session, cart, ADDRESS.country, request.choices)).total
    plan = await tenders_of_bag(session, cart, buyer, total, total)
    return request.model_copy(update={"prepaid": plan.fingerprint()})


async def an_order_with_cards(
    session: AsyncSession,
    pieces: Mapping[Sold, int] | Sequence[Sold],
    cards: Sequence[GiftCard] = (),
    *,
    buyer: Principal = GUEST,
    points: int = 0,
    uses_credit: bool = False,
) -> Order:
    cart, token = await a_bag(session, pieces, buyer=buyer)
    for card in cards:
        await queries.put_card(session, cart.id, card.id)
    if points or uses_credit:
        await queries.choose(session, cart.id, points=points, uses_credit=uses_credit)
    request = await with_prepaid(session, cart, await a_request(session, cart), buyer)
    return await place_order(session, buyer, token, request)


async def the_rest(session: AsyncSession, order: Order) -> Payment:
    """The gateway's attempt at what prepaid value leaves."""
    attempts = await payments.lock_payments(session, order.id)
    payment = await new_attempt(session, order, attempts, "sandbox")
    payment.status = PaymentStatus.REQUIRES_ACTION
    payment.provider_reference = f"ses_{new_id()}"
    await session.flush()
    return payment


async def pay(session: AsyncSession, order: Order, buyer: Principal = GUEST) -> None:
    """The rest by the gateway, or nothing when there is no rest."""
    attempts = await payments.lock_payments(session, order.id)
    if held_minor(attempts) == order.total_minor:
        await place_without_gateway(session, order, buyer, attempts)
    else:
        payment = await the_rest(session, order)
        await settle_payment(session, payment, word_of(payment))
    await session.flush()
