"""Gift cards, credit and points as tests need them, and orders paid with them."""

from collections.abc import Mapping, Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.models import Cart
from core.checkout.place_order import CheckoutRequest, place_order
from core.checkout.quote_bag import quote_bag
from core.checkout.settle_payment import place_without_gateway, settle_payment
from core.checkout.start_payment import new_attempt
from core.identity.models import User
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.kernel.principal import GUEST, Principal
from core.orders.models import Order
from core.payments import queries as payments
from core.payments.models import Payment, PaymentStatus
from core.prepaid import queries
from core.prepaid.bag import tenders_of_bag
from core.prepaid.cards import issue_card
from core.prepaid.credit import grant_credit
from core.prepaid.models import GiftCard
from core.prepaid.points import grant_points
from core.prepaid.tenders import held_minor
from core.prepaid.wish import WishFields, put_gift_card
from tests.factories.orders import ADDRESS, a_bag, a_request, a_shelf, word_of
from tests.factories.principals import an_operator
from tests.factories.shop import Sold

ANA = WishFields(recipient_name="Ana", recipient_email="ana@example.com", message="Olá")


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
    quote = await quote_bag(session, cart, ADDRESS.country, request.choices)
    plan = await tenders_of_bag(session, cart, buyer, quote.total, quote.payable)
    return request.model_copy(update={"prepaid": plan.fingerprint()})


async def an_order_with_cards(
    session: AsyncSession,
    pieces: Mapping[Sold, int] | Sequence[Sold],
    cards: Sequence[GiftCard] = (),
    *,
    buyer: Principal = GUEST,
    points: int = 0,
    uses_credit: bool = False,
    wishes: Sequence[int] = (),
) -> Order:
    """``wishes`` are gift cards that are bought with it."""
    cart, token = await a_bag(session, pieces, buyer=buyer)
    for minor in wishes:
        await put_gift_card(session, cart, Money(minor, cart.currency), ANA)
    for card in cards:
        await queries.put_card(session, cart.id, card.id)
    if points or uses_credit:
        await queries.choose(session, cart.id, points=points, uses_credit=uses_credit)
    request = await with_prepaid(session, cart, await a_request(session, cart), buyer)
    return await place_order(session, buyer, token, request)


async def a_buyer(session: AsyncSession) -> Principal:
    """Somebody with an account."""
    number = new_id().hex[-12:]
    user = User(email=f"buyer-{number}@example.com", name="Inês")
    session.add(user)
    await session.flush()
    return Principal(user_id=user.id, email=user.email)


async def an_order_of_prepaid_value(session: AsyncSession) -> Order:
    """Paid with a card, credit, points and a gateway, with a gift card among its goods."""
    buyer = await a_buyer(session)
    user_id = buyer.require_user()
    await grant_credit(session, an_operator(), user_id, Money(500, "EUR"), reason="Late parcel")
    await grant_points(session, an_operator(), user_id, "EUR", 300, reason="Welcome")
    order = await an_order_with_cards(
        session,
        await a_shelf(session),
        [await a_card(session, 1000)],
        buyer=buyer,
        points=120,
        uses_credit=True,
        wishes=[2500],
    )
    await pay(session, order, buyer)
    return order


async def the_rest(session: AsyncSession, order: Order) -> Payment:
    """The gateway's attempt at what prepaid value leaves."""
    attempts = await payments.lock_payments(session, order.id)
    payment = await new_attempt(session, order, attempts, "sandbox")
    payment.status, payment.account = PaymentStatus.REQUIRES_ACTION, "shop"
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
