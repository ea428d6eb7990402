"""Notices come many times and too early; their effect comes once."""

import asyncio
import json
import time

import httpx
import pytest
from sqlalchemy import text
from sqlmodel import func, select

from core.checkout.start_payment import start_payment
from core.checkout.urls import payment_urls
from core.db.session import transaction
from core.events.models import OutboxMessage
from core.kernel.clock import utc_now
from core.kernel.principal import GUEST
from core.ledger.models import LedgerTransaction
from core.orders.models import Order
from core.orders.statuses import OrderStatus
from core.payments import queries as payments
from core.payments.models import ReceiptStatus, WebhookReceipt
from core.payments.sandbox_gateway.signature import HEADER, sign
from core.settings import settings
from tests.factories.orders import a_shelf, an_order

pytestmark = pytest.mark.usefixtures("clean_database")
TIMES = 20


async def a_paid_page(market):
    """An order whose buyer has just paid; the bank has not told us yet."""
    async with transaction() as session:
        order = await an_order(session, await a_shelf(session))
    await market.pay(await start_payment(order.id, GUEST, "sandbox", payment_urls(order)))
    async with transaction() as session:
        await session.execute(
            text("DELETE FROM procrastinate_jobs WHERE task_name = 'sandbox.deliver_webhook'")
        )
        return order, (await payments.payments_of(session, order.id))[0]


async def tell(market, payment, *, times):
    """The bank's own words, signed as the bank signs them."""
    body = json.dumps(
        {
            "id": "evt_1",
            "type": "payment.captured",
            "created_at": utc_now().isoformat(),
            "data": {"session": payment.provider_reference},
        }
    ).encode()
    secret = settings().sandbox_webhook_secret.get_secret_value()
    headers = {HEADER: sign(secret, int(time.time()), body)}
    url = f"{market.origin}/webhooks/sandbox"
    async with httpx.AsyncClient() as bank:
        posts = (bank.post(url, content=body, headers=headers) for _ in range(times))
        return [answer.status_code for answer in await asyncio.gather(*posts)]


async def seen(order):
    async with transaction() as session:
        booked = (await session.exec(select(func.count()).select_from(LedgerTransaction))).one()
        placed = await session.exec(
            select(func.count()).where(OutboxMessage.event == "OrderPlaced")
        )
        return (await session.get_one(Order, order.id)).status, booked, placed.one()


async def test_the_same_notice_20_times_at_once_has_one_effect(market):
    order, payment = await a_paid_page(market)

    answers = await tell(market, payment, times=TIMES)
    await market.run_jobs()

    async with transaction() as session:
        receipts = (await session.exec(select(WebhookReceipt))).all()
    assert answers == [204] * TIMES
    assert [receipt.status for receipt in receipts] == [ReceiptStatus.PROCESSED]
    assert await seen(order) == (OrderStatus.PLACED, 1, 1)


async def test_a_notice_that_comes_before_its_payment_is_known_waits_for_it(market):
    order, payment = await a_paid_page(market)
    await know(payment, reference=None)

    assert await tell(market, payment, times=1) == [204]
    await market.run_jobs()
    assert await seen(order) == (OrderStatus.PENDING_PAYMENT, 0, 0)

    await know(payment, reference=payment.provider_reference)
    async with transaction() as session:
        await session.execute(
            text("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
        )
    await market.run_jobs()
    assert await seen(order) == (OrderStatus.PLACED, 1, 1)


async def know(payment, *, reference):
    """As if the answer with the bank's reference had not arrived yet, or now has."""
    async with transaction() as session:
        row = await payments.get_payment(session, payment.id)
        row.provider_reference = reference
