"""The processes that the crash test kills: ``python -m tests.crash.actors shop|buyer|worker``.

``shop`` serves the storefront's HTTP routes with the bank behind it. ``buyer`` takes a bag from
the list on its standard input, orders it, and pays at the bank's page; it starts again at
whatever step an earlier buyer died in, as a person who reloads does.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from core.api import webhooks
from core.bootstrap import process_lifespan
from core.checkout.place_order import IDEMPOTENCY_CONSTRAINT, CheckoutRequest, place_order
from core.checkout.start_payment import start_payment
from core.checkout.sync_payment import sync_payment
from core.checkout.urls import payment_urls
from core.db.retry import retried
from core.db.session import transaction
from core.kernel.errors import DomainError
from core.kernel.principal import GUEST
from core.orders.models import Order
from core.orders.statuses import OrderStatus
from core.payments import queries as payments
from core.payments.sandbox_gateway.app import router as bank
from core.runtime.worker import work
from core.settings import settings

CARD = {"number": "4242424242424242", "expiry": "04 / 39", "cvc": "123"}


async def shop() -> None:
    @asynccontextmanager
    async def opened(_app: FastAPI) -> AsyncIterator[None]:
        async with process_lifespan():
            yield

    app = FastAPI(lifespan=opened)
    app.include_router(bank)
    app.include_router(webhooks.router)
    port = settings().storefront_port
    server = Server(app, port=port, interface=Interfaces.ASGI, log_level=LogLevels.error)
    await server.serve()


async def buyer() -> None:
    async with process_lifespan():
        for line in sys.stdin:
            token, request = json.loads(line)
            await _buy(token, CheckoutRequest.model_validate(request))
            sys.stdout.write(f"{request['idempotency_key']}\n")
            sys.stdout.flush()


async def _buy(token: str, request: CheckoutRequest) -> None:
    async def once() -> Order:
        async with transaction() as session:
            return await place_order(session, GUEST, token, request)

    order = await retried(once, on_unique=IDEMPOTENCY_CONSTRAINT)
    while not await _is_paid(order):
        try:
            page = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
            async with httpx.AsyncClient(timeout=5) as browser:
                await browser.post(page, data=CARD)
            async with transaction() as session:
                attempt = (await payments.payments_of(session, order.id))[-1]
            await sync_payment(attempt.id)
        except (DomainError, httpx.HTTPError):
            await asyncio.sleep(0.1)  # the shop is away: it is being started again


async def _is_paid(order: Order) -> bool:
    async with transaction() as session:
        return (await session.get_one(Order, order.id)).status is OrderStatus.PLACED


if __name__ == "__main__":
    asyncio.run({"shop": shop, "buyer": buyer, "worker": work}[sys.argv[1]]())
