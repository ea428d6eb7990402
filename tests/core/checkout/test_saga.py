"""From the bag to money and back, with a bank that is really somebody else."""

import httpx
import pytest
from sqlmodel import col, func, select

from core.checkout.expire_order import expire_order
from core.checkout.reconcile import reconcile_payments
from core.checkout.start_payment import start_payment
from core.checkout.sync_payment import close_payment, sync_payment
from core.checkout.urls import payment_urls
from core.db.session import transaction
from core.inventory.models import StockLevel
from core.kernel.principal import GUEST
from core.ledger.queries import trial_balance
from core.orders import queries as orders
from core.orders.models import Order
from core.orders.statuses import OrderPaymentStatus, OrderStatus
from core.payments import queries as payments
from core.payments.models import Payment, PaymentStatus, RefundStatus, WebhookReceipt
from core.payments.sandbox_gateway.signature import sign
from core.refunds.request_refund import request_refund
from core.settings import settings
from tests.core.checkout.conftest import DECLINED_CARD, SECURE_CARD
from tests.factories.orders import a_shelf, an_order
from tests.factories.principals import an_operator

pytestmark = pytest.mark.usefixtures("clean_database")


async def order_of_two(units=2):
    async with transaction() as session:
        mug, lamp = await a_shelf(session)
        order = await an_order(session, {mug: units, lamp: 1})
    return mug, lamp, order


async def reloaded(order):
    async with transaction() as session:
        return await session.get_one(Order, order.id)


async def attempts(order):
    async with transaction() as session:
        return list(await payments.payments_of(session, order.id))


async def level(piece):
    async with transaction() as session:
        statement = select(StockLevel).where(StockLevel.variant_id == piece.variant.id)
        row = (await session.exec(statement)).one()
        return row.on_hand, row.reserved, row.allocated


async def test_a_paid_order_is_placed_by_the_banks_notice(market):
    mug, _, order = await order_of_two()

    page = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
    paid = await market.pay(page)
    await market.run_jobs()

    after = await reloaded(order)
    assert paid.status_code == 303
    assert paid.headers["location"].startswith(f"{market.origin}/checkout/return?order=")
    assert (after.status, after.payment_status) == (OrderStatus.PLACED, OrderPaymentStatus.PAID)
    assert await level(mug) == (10, 0, 2)


async def test_the_return_of_the_buyer_does_not_wait_for_the_notice(market):
    _, _, order = await order_of_two()
    page = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
    await market.pay(page, SECURE_CARD)
    await market.confirm(page)

    await sync_payment((await attempts(order))[0].id)

    assert (await reloaded(order)).status is OrderStatus.PLACED


async def test_asking_twice_opens_one_page(market):
    _, _, order = await order_of_two()

    first = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
    second = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))

    assert first == second
    assert len(await attempts(order)) == 1


async def test_a_declined_card_then_a_good_one_make_exactly_one_order(market):
    mug, _, order = await order_of_two()
    page = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
    await market.pay(page, DECLINED_CARD)
    await close_payment((await attempts(order))[0].id)
    assert await level(mug) == (10, 0, 0)

    page = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
    assert await level(mug) == (10, 2, 0)
    await market.pay(page)
    await market.run_jobs()

    async with transaction() as session:
        count = (await session.exec(select(func.count(col(Order.id))))).one()
    assert count == 1
    assert (await reloaded(order)).status is OrderStatus.PLACED
    statuses = [payment.status for payment in await attempts(order)]
    assert statuses[-1] is PaymentStatus.CAPTURED
    assert PaymentStatus.CAPTURED not in statuses[:-1]


async def test_a_forged_notice_is_refused_and_forgotten(market):
    body = b'{"id":"evt_1","type":"session.captured"}'
    forged = sign("not-the-secret", 1, body)
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{market.origin}/webhooks/sandbox",
            content=body,
            headers={"Sandbox-Signature": str(forged)},
        )

    async with transaction() as session:
        kept = (await session.exec(select(func.count()).select_from(WebhookReceipt))).one()
    assert (answer.status_code, kept) == (400, 0)


async def test_an_unknown_gateway_has_no_inbox(market):
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{market.origin}/webhooks/nobody", content=b"{}")

    assert answer.status_code == 404


async def test_a_bank_that_never_calls_is_asked(market):
    _, _, order = await order_of_two()
    page = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
    await market.pay(page)
    await make_old(order)

    assert await reconcile_payments(payment_urls) == 1

    assert (await reloaded(order)).status is OrderStatus.PLACED


async def test_an_order_that_nobody_pays_closes_its_page_and_frees_its_stock(market):
    mug, _, order = await order_of_two()
    page = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
    await make_due(order)

    await expire_order(order.id)

    async with httpx.AsyncClient() as browser:
        late = await browser.post(
            page, data={"number": "4242424242424242", "expiry": "04 / 39", "cvc": "123"}
        )
    assert (await reloaded(order)).status is OrderStatus.EXPIRED
    assert await level(mug) == (10, 0, 0)
    assert late.status_code != 303 or "canceled=1" in late.headers["location"]
    assert [payment.captured_minor for payment in await attempts(order)] == [0]


async def test_an_order_paid_in_its_last_second_is_not_expired(market):
    mug, _, order = await order_of_two()
    page = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
    await market.pay(page)
    await make_due(order)

    await expire_order(order.id)

    assert (await reloaded(order)).status is OrderStatus.PLACED
    assert await level(mug) == (10, 0, 2)


async def test_a_refund_reaches_the_bank_and_the_books(market):
    _, _, order = await order_of_two()
    page = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
    await market.pay(page)
    await market.run_jobs()
    async with transaction() as session:
        part = (await orders.vendor_orders_of(session, order.id))[0]
        line = (await orders.lines_of_vendor_order(session, part.id))[0]
        refund = await request_refund(
            session,
            an_operator(),
            part.id,
            {line.id: 1},
            reason="Chipped",
            idempotency_key="r1",
        )
    await market.run_jobs()

    async with transaction() as session:
        done = await payments.get_refund(session, refund.id)
        books = await trial_balance(session)
    clearing = [m.minor for (kind, _), m in books.items() if kind.value == "gateway_clearing"]
    assert done.status is RefundStatus.SUCCEEDED
    assert clearing == [order.total_minor - done.amount_minor]
    assert sum(money.minor for money in books.values()) == 0


async def make_old(order):
    """As if two minutes had passed since the attempt was made."""
    async with transaction() as session:
        payment = (await payments.payments_of(session, order.id))[0]
        now = await orders.db_now(session)
        await set_column(
            session, Payment, payment.id, created_at=now.replace(year=now.year - 1)
        )


async def make_due(order):
    async with transaction() as session:
        found = await orders.lock_order(session, order.id)
        found.expires_at = await orders.db_now(session)
    assert settings().sandbox_payments


async def set_column(session, table, row_id, **values):
    row = await session.get_one(table, row_id)
    for name, value in values.items():
        setattr(row, name, value)


async def test_a_notice_larger_than_any_bank_writes_is_turned_away(market):
    async def parts():
        """Sent in chunks, so that nothing tells its length beforehand."""
        for _ in range(5):
            yield b"x" * 65_536

    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{market.origin}/webhooks/sandbox", content=parts())

    assert answer.status_code == 413
