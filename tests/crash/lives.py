"""Short lives of processes: ``python -m tests.crash.lives`` reads one act a line, does each in
a
child of its own, and says how the child ended. Children are forked from a process that has
loaded everything and opened nothing.
"""

import asyncio
import json
import os
import sys
import traceback
from typing import Any
from uuid import UUID

import httpx
from sqlmodel import col, select

import core.tables  # noqa: F401
from core.bootstrap import bootstrap, process_lifespan
from core.checkout.expire_order import expire_order
from core.checkout.place_order import IDEMPOTENCY_CONSTRAINT, CheckoutRequest, place_order
from core.checkout.reconcile import reconcile_payments
from core.checkout.return_money import return_money
from core.checkout.start_payment import start_payment
from core.checkout.sync_payment import sync_payment
from core.checkout.tasks import work_off_notice
from core.checkout.urls import payment_urls
from core.db.retry import retried
from core.db.session import transaction
from core.events.dispatch import dispatch
from core.events.models import OutboxMessage
from core.kernel import crash
from core.kernel.principal import GUEST, SYSTEM
from core.orders import queries as orders
from core.orders.models import Order
from core.orders.statuses import OrderStatus
from core.payments import queries as payments
from core.payments.models import Refund
from core.payments.providers.registry import provider
from core.payments.receive_webhook import receive_webhook
from core.refunds.cancel_vendor_order import cancel_order
from core.refunds.request_refund import request_refund
from core.refunds.send_refund import send_refund
from core.settings import settings

CARD = {"expiry": "04 / 39", "cvc": "123"}


async def buy(*, token: str, request: dict[str, Any], cards: list[str]) -> None:
    """A buyer from the bag to the return from the bank; again, as somebody who reloads."""
    wish = CheckoutRequest.model_validate(request)

    async def once() -> Order:
        async with transaction() as session:
            return await place_order(session, GUEST, token, wish)

    order = await retried(once, on_unique=IDEMPOTENCY_CONSTRAINT)
    for card in cards:
        async with transaction() as session:
            if (await session.get_one(Order, order.id)).status is OrderStatus.PLACED:
                return
        page = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
        async with httpx.AsyncClient(timeout=20) as browser:
            await browser.post(page, data=CARD | {"number": card})
        await come_back(order_id=str(order.id))


async def come_back(*, order_id: str) -> None:
    async with transaction() as session:
        attempt = (await payments.payments_of(session, UUID(order_id)))[-1]
    await sync_payment(attempt.id)


async def hear(*, body: str, headers: dict[str, str], event_id: str) -> None:
    async with transaction() as session:
        await receive_webhook(session, provider("sandbox"), body.encode(), headers)
    await work_off_notice(provider="sandbox", event_id=event_id)


async def refund(*, part_id: str, units: dict[str, int], delivery: int) -> None:
    async with transaction() as session:
        wanted = {UUID(line): number for line, number in units.items()}
        await request_refund(
            session,
            SYSTEM,
            UUID(part_id),
            wanted,
            delivery_minor=delivery,
            reason="Broken",
            idempotency_key=f"crash-{part_id}",
        )
    await send_refunds()


async def cancel(*, order_id: str) -> None:
    async with transaction() as session:
        order = await orders.lock_order(session, UUID(order_id))
        if order.status is not OrderStatus.CANCELED:
            await cancel_order(session, SYSTEM, order.id, reason="Changed my mind")
    await send_refunds()


async def send_refunds() -> None:
    async with transaction() as session:
        asked = (await session.exec(select(Refund.id).order_by(col(Refund.id)))).all()
    for refund_id in asked:
        await send_refund(refund_id)


async def send_back(*, order_id: str) -> None:
    async with transaction() as session:
        attempts = await payments.payments_of(session, UUID(order_id))
    for attempt in attempts:
        await return_money(attempt.id)


async def expire(*, order_id: str) -> None:
    await expire_order(UUID(order_id))


async def reconcile() -> None:
    await reconcile_payments(payment_urls)


async def tell() -> None:
    """Every message of the outbox, to everybody."""
    async with transaction() as session:
        messages = (await session.exec(select(OutboxMessage.id))).all()
    for message_id in messages:
        await dispatch(message_id=str(message_id))


ACTS = {
    act.__name__: act
    for act in (buy, come_back, hear, refund, cancel, send_back, expire, reconcile, tell)
}


async def live(name: str, wish: dict[str, Any]) -> None:
    async with process_lifespan():
        await ACTS[name](**wish)


def main() -> None:
    bootstrap()
    for line in sys.stdin:
        asked = json.loads(line)
        if (child := os.fork()) == 0:
            _live_and_die(asked)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _live_and_die(asked: dict[str, Any]) -> None:
    os.environ.update(asked["environment"])
    settings.cache_clear()
    crash.forget()
    try:
        asyncio.run(live(asked["act"], asked["wish"]))
    except BaseException:  # noqa: BLE001  told to the test, which knows what was to come
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
