"""Orders as tests need them: placed through the real checkout, paid by a gateway's word."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.models import Cart
from core.cart.open_cart import find_cart, open_cart
from core.cart.service import add_line
from core.checkout.place_order import CheckoutRequest, DeliveryAddress, place_order
from core.checkout.quote import ParcelChoice
from core.checkout.quote_bag import quote_bag
from core.checkout.settle_payment import settle_payment
from core.kernel.clock import utc_now
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.kernel.principal import GUEST, Principal
from core.kernel.secrets import random_token
from core.orders import queries as orders
from core.orders.models import Order
from core.payments import queries as payments
from core.payments.models import Payment, PaymentAllocation, PaymentStatus
from core.payments.providers.base import ProviderPayment, ProviderStatus
from core.shipping.models import Zone
from tests.factories.shop import Sold, a_delivery_rate, a_piece, a_workshop

ADDRESS = DeliveryAddress(
    name="Inês Carvalho",
    line1="Rua das Flores 12",
    postcode="4050-112",
    city="Porto",
    country="PT",
)


async def a_shelf(
    session: AsyncSession, *, prices: Sequence[int] = (1250, 4000), stock: int = 10
) -> list[Sold]:
    """One piece of each price, each from its own workshop that delivers at home for 4.50."""
    pieces: list[Sold] = []
    for price in prices:
        workshop = await a_workshop(session)
        await a_delivery_rate(session, workshop, Zone.DOMESTIC, 450)
        pieces.append(await a_piece(session, workshop, prices={"EUR": price}, stock=stock))
    return pieces


async def a_bag(
    session: AsyncSession,
    pieces: Mapping[Sold, int] | Sequence[Sold],
    *,
    buyer: Principal = GUEST,
    token: str | None = None,
) -> tuple[Cart, str]:
    token = token or random_token()
    cart = await open_cart(session, buyer, token)
    wanted = pieces if isinstance(pieces, Mapping) else dict.fromkeys(pieces, 1)
    for piece, quantity in wanted.items():
        await add_line(session, cart, piece.variant.id, quantity)
    return cart, token


async def a_request(
    session: AsyncSession,
    cart: Cart,
    *,
    key: str = "",
    email: str = "ines@example.com",
    choices: Mapping[UUID, ParcelChoice] | None = None,
    address: DeliveryAddress = ADDRESS,
    vat_id: str = "",
) -> CheckoutRequest:
    quote = await quote_bag(
        session,
        cart,
        address.country,
        choices,
        region=address.region,
        vat_id=vat_id,
        email=email,
    )
    return CheckoutRequest(
        email=email,
        address=address,
        vat_id=vat_id,
        fingerprint=quote.fingerprint(),
        idempotency_key=key or str(new_id()),
        choices=dict(choices or {}),
    )


async def an_order(
    session: AsyncSession,
    pieces: Mapping[Sold, int] | Sequence[Sold],
    *,
    buyer: Principal = GUEST,
    packaging: str = "",
    address: DeliveryAddress = ADDRESS,
    vat_id: str = "",
) -> Order:
    """Placed, its stock held, not paid; every parcel in the same ``packaging``."""
    cart, token = await a_bag(session, pieces, buyer=buyer)
    choices = {piece.vendor.id: ParcelChoice(packaging=packaging) for piece in pieces}
    request = await a_request(session, cart, choices=choices, address=address, vat_id=vat_id)
    return await place_order(session, buyer, token, request)


async def an_attempt(session: AsyncSession, order: Order) -> Payment:
    """What ``start_payment`` leaves behind once the gateway has opened its page."""
    payment = Payment(
        order_id=order.id,
        attempt=1 + len(await payments.payments_of(session, order.id)),
        provider="sandbox",
        status=PaymentStatus.REQUIRES_ACTION,
        currency=order.currency,
        amount_minor=order.total_minor,
        idempotency_key=f"{order.id}:pay:{new_id()}",
        provider_reference=f"ses_{new_id()}",
        redirect_url="http://bank.example/pay",
        expires_at=utc_now() + timedelta(minutes=30),
    )
    session.add(payment)
    await session.flush()
    session.add_all(
        PaymentAllocation(
            payment_id=payment.id, vendor_order_id=part.id, amount_minor=part.total_minor
        )
        for part in await orders.vendor_orders_of(session, order.id)
    )
    await session.flush()
    return payment


def word_of(
    payment: Payment,
    status: ProviderStatus = ProviderStatus.CAPTURED,
    *,
    amount: Money | None = None,
    captured: Money | None = None,
    decline_code: str | None = None,
) -> ProviderPayment:
    """What the gateway says of the payment."""
    amount = amount or payment.amount
    nothing = Money.zero(amount.currency)
    return ProviderPayment(
        reference=payment.provider_reference or "",
        payment_reference="ch_1",
        status=status,
        amount=amount,
        captured=captured or (amount if status is ProviderStatus.CAPTURED else nothing),
        refunded=nothing,
        decline_code=decline_code,
        account=payment.account or "shop",
    )


async def a_paid_order(
    session: AsyncSession,
    pieces: Mapping[Sold, int] | Sequence[Sold],
    *,
    buyer: Principal = GUEST,
    packaging: str = "",
    address: DeliveryAddress = ADDRESS,
    vat_id: str = "",
) -> Order:
    order = await an_order(
        session, pieces, buyer=buyer, packaging=packaging, address=address, vat_id=vat_id
    )
    payment = await an_attempt(session, order)
    await settle_payment(session, payment, word_of(payment))
    await session.flush()
    return order


async def bag_of(session: AsyncSession, buyer: Principal, token: str | None) -> Cart:
    cart = await find_cart(session, buyer, token)
    assert cart is not None
    return cart
