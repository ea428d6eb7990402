"""The sandbox bank on a real socket, with a shop that listens to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from procrastinate import App
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

import core.payments.sandbox_gateway.jobs  # noqa: F401
from core.db.session import transaction
from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.outbound.patience import Patience
from core.payments.providers.base import PaymentRequest
from core.payments.providers.sandbox import SandboxProvider
from core.payments.sandbox_gateway.app import router
from core.payments.twins.faults import Faults
from core.settings import settings
from tests.serving import free_port, served

SLOW = 0.6  # seconds: what the bank takes for late webhooks, slow banks and slow refunds
STALL = 1.5  # how long it hangs when told to
IMPATIENT = Patience(connect=0.5, read=0.7, total=6, attempts=3, pause=0.01)
API_KEY, WEBHOOK_SECRET = "bank-key", "bank-webhook-secret"


def _request(**changes: Any) -> PaymentRequest:
    given: dict[str, Any] = {
        "reference": "EM-1001",
        "amount": Money(6490, "EUR"),
        "description": "Two parcels from EcoMarket",
        "customer_email": "ines@example.com",
        "return_url": "http://shop.example/checkout/return?order=EM-1001",
        "cancel_url": "http://shop.example/checkout?canceled=EM-1001",
        "expires_at": utc_now() + timedelta(minutes=30),
        "idempotency_key": f"order:EM-1001:pay:{uuid4()}",
        "metadata": {},
    }
    return PaymentRequest(**(given | changes))


@pytest.fixture
def a_request() -> Callable[..., PaymentRequest]:
    return _request


@pytest.fixture
def slow() -> Callable[[], Awaitable[None]]:
    """Wait until what the bank does late is due."""
    return lambda: asyncio.sleep(SLOW + 0.1)


@dataclass
class Shop:
    """What the bank told us, and how we answered: the next of ``answers``, then 200."""

    received: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    async def listen(self, request: Request) -> Response:
        self.received.append((await request.body(), dict(request.headers)))
        return Response(status_code=self.answers.pop(0) if self.answers else 200)


@dataclass(frozen=True)
class Bank:
    origin: str
    provider: SandboxProvider
    shop: Shop
    run_jobs: Callable[[], Awaitable[None]]
    faults: Faults

    async def pay(self, page: str, number: str = "4242424242424242") -> httpx.Response:
        form = {"number": number, "expiry": "04 / 39", "cvc": "123"}
        async with httpx.AsyncClient() as browser:
            return await browser.post(page, data=form)

    async def confirm(self, page: str, answer: str = "complete") -> httpx.Response:
        async with httpx.AsyncClient() as browser:
            return await browser.post(f"{page}/challenge", data={"answer": answer})

    async def make_due(self) -> None:
        """What was put off, the bank does now."""
        async with transaction() as session:
            await session.exec(text("UPDATE procrastinate_jobs SET scheduled_at = now()"))

    async def notices(self) -> list[str]:
        """Run what is due, then say what the shop has heard so far."""
        await self.run_jobs()
        parsed = [self.provider.parse_webhook(*message) for message in self.shop.received]
        return [notice.kind for notice in parsed if notice]


@pytest.fixture
async def run_jobs(
    clean_database: AsyncEngine, job_runner: App
) -> Callable[[], Awaitable[None]]:
    """Run every job that is due, as a worker would."""

    async def run() -> None:
        await job_runner.run_worker_async(
            wait=False, queues=["checkout"], concurrency=1, install_signal_handlers=False
        )

    return run


@pytest.fixture
async def bank(
    run_jobs: Callable[[], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bank]:
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    for name, value in {
        "SANDBOX_GATEWAY_URL": f"{origin}/sandbox-gateway",
        "SANDBOX_WEBHOOK_URL": f"{origin}/webhooks/sandbox",
        "STOREFRONT_ORIGIN": origin,
        "SANDBOX_API_KEY": API_KEY,
        "SANDBOX_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "SANDBOX_SLOW_SECONDS": str(SLOW),
        "SANDBOX_STALL_SECONDS": str(STALL),
    }.items():
        monkeypatch.setenv(f"ECOMARKET_{name}", value)
    settings.cache_clear()

    shop = Shop()
    app = FastAPI()
    app.include_router(router)
    app.add_api_route("/webhooks/sandbox", shop.listen, methods=["POST"])
    provider = SandboxProvider(
        f"{origin}/sandbox-gateway", API_KEY, WEBHOOK_SECRET, patience=IMPATIENT
    )
    faults = Faults(app, stall=STALL)
    async with served(faults, port):
        yield Bank(origin, provider, shop, run_jobs, faults)
    monkeypatch.undo()
    settings.cache_clear()
