"""An order at several gateways: passing over, agreeing first, charging what was left before."""

from dataclasses import replace

import pytest
from sqlmodel import select

from core.checkout.charge_saved import charge_saved
from core.checkout.settle_payment import settle_payment
from core.checkout.start_payment import start_payment
from core.checkout.sync_payment import sync_payment
from core.checkout.urls import payment_urls
from core.db.session import transaction
from core.kernel.money import Money
from core.kernel.principal import GUEST
from core.orders.models import Order
from core.orders.statuses import OrderStatus
from core.payments import queries as payments
from core.payments import saved_methods
from core.payments.method_models import SavedMethod
from core.payments.models import PaymentStatus
from core.payments.twins.paypal import MERCHANT, PayPalTwin
from core.settings import settings
from tests.factories.orders import a_shelf, an_attempt, an_order, word_of
from tests.factories.prepaid import a_buyer
from tests.serving import free_port, served

NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def keys(monkeypatch):
    def given(**values):
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()

    return given


async def order_of(buyer=GUEST):
    async with transaction() as session:
        return await an_order(session, await a_shelf(session), buyer=buyer)


async def now(order):
    async with transaction() as session:
        attempts = list(await payments.payments_of(session, order.id))
        return await session.get_one(Order, order.id), attempts


async def test_a_gateway_that_does_not_answer_is_passed_over(market, keys):
    keys(STRIPE_SECRET_KEY="sk_test_x", STRIPE_API_BASE=NOBODY)
    order = await order_of()

    page = await start_payment(order.id, GUEST, "card", payment_urls(order))

    assert "/sandbox-gateway/pay/" in page
    _, (first, second) = await now(order)
    assert (first.provider, first.status) == ("stripe", PaymentStatus.FAILED)
    assert first.decline_code == "gateway_unavailable"
    assert (second.provider, second.status) == ("sandbox", PaymentStatus.REQUIRES_ACTION)
    assert await start_payment(order.id, GUEST, "card", payment_urls(order)) == page

    await market.pay(page)
    await market.run_jobs()
    after, _ = await now(order)
    assert after.status is OrderStatus.PLACED


async def test_what_the_buyer_agreed_to_at_paypal_is_taken_once(market, keys):
    port = free_port()
    twin = PayPalTwin(f"http://127.0.0.1:{port}")
    keys(
        PAYPAL_CLIENT_ID=twin.client_id,
        PAYPAL_SECRET=twin.secret,
        PAYPAL_WEBHOOK_ID=twin.webhook_id,
        PAYPAL_MERCHANT_ID=MERCHANT,
        PAYPAL_API_BASE=twin.origin,
    )
    twin.notify_url = f"{market.origin}/webhooks/paypal"
    order = await order_of()
    async with served(twin.app(), port):
        page = await start_payment(order.id, GUEST, "paypal", payment_urls(order))
        await market.pay(page)
        _, (payment,) = await now(order)
        await sync_payment(payment.id)
        await sync_payment(payment.id)
        await market.run_jobs()

    after, (payment,) = await now(order)
    assert (after.status, payment.status) == (OrderStatus.PLACED, PaymentStatus.CAPTURED)
    assert payment.captured_minor == order.total_minor
    assert len(twin.captures) == 1


async def with_a_card(market, number="4242424242424242"):
    async with transaction() as session:
        buyer = await a_buyer(session)
    back = f"{market.origin}/account/payment-methods"
    page = await saved_methods.start_saving(buyer, "EUR", back=back, canceled=back)
    await market.pay(page, number)
    assert await saved_methods.sync_methods(buyer.require_user()) == 1
    async with transaction() as session:
        (method,) = await saved_methods.list_saved(session, buyer)
    return buyer, method


async def test_an_order_is_paid_with_a_saved_card_while_the_buyer_is_away(market):
    buyer, method = await with_a_card(market)
    order = await order_of(buyer)

    assert await charge_saved(order.id, buyer, method.id) is PaymentStatus.CAPTURED

    after, (payment,) = await now(order)
    assert (after.status, payment.captured_minor) == (OrderStatus.PLACED, order.total_minor)


async def test_a_saved_card_that_is_declined_leaves_the_order_unpaid(market):
    buyer, method = await with_a_card(market, "4000000000009995")
    order = await order_of(buyer)

    assert await charge_saved(order.id, buyer, method.id) is PaymentStatus.FAILED

    after, (payment,) = await now(order)
    assert after.status is OrderStatus.PENDING_PAYMENT
    assert payment.decline_code == "insufficient_funds"


async def test_a_removed_card_is_gone_here_and_there(market):
    buyer, method = await with_a_card(market)

    await saved_methods.remove_saved(buyer, method.id)

    assert await saved_methods.sync_methods(buyer.require_user()) == 0
    async with transaction() as session:
        assert await saved_methods.list_saved(session, buyer) == []
        row = (await session.exec(select(SavedMethod))).one()
        assert row.removed_at is not None


@pytest.mark.parametrize(
    "lie",
    [
        {"account": "another account"},
        {"merchant_reference": "EM-ANOTHER"},
        {"amount": Money(1, "EUR")},
        {"amount": Money(1, "USD"), "captured": Money(1, "USD")},
    ],
)
async def test_a_true_signature_about_something_else_places_no_order(session, lie):
    order = await an_order(session, await a_shelf(session))
    payment = await an_attempt(session, order)
    payment.account = "sandbox"
    facts = replace(word_of(payment), **({"account": "sandbox"} | lie))

    await settle_payment(session, payment, facts)

    assert payment.status is PaymentStatus.MISMATCH
    assert order.status is OrderStatus.PENDING_PAYMENT


@pytest.mark.parametrize("off_by", [1, -1])
async def test_one_cent_more_or_less_places_no_order(session, off_by):
    order = await an_order(session, await a_shelf(session))
    payment = await an_attempt(session, order)
    wrong = Money(payment.amount_minor + off_by, payment.currency)

    await settle_payment(session, payment, replace(word_of(payment), captured=wrong))

    assert payment.status is PaymentStatus.MISMATCH
    assert order.status is OrderStatus.PENDING_PAYMENT
