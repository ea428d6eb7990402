"""A shop with its sandbox bank on a real socket, and a buyer's browser."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI
from procrastinate import App
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

import core.checkout.tasks
import core.events.dispatch
import core.payments.sandbox_gateway.jobs
import core.refunds.tasks  # noqa: F401
from core.api import webhooks
from core.jobs.app import QUEUES
from core.payments.sandbox_gateway.app import router as bank_router
from core.settings import settings
from tests.serving import free_port, served

GOOD_CARD = "4242424242424242"
DECLINED_CARD = "4000000000000002"
SECURE_CARD = "4000002760003184"


@dataclass(frozen=True)
class Market:
    """``run_jobs`` does what workers do until nothing is due."""

    origin: str
    run_jobs: Callable[[], Awaitable[None]]

    async def pay(self, page: str, number: str = GOOD_CARD) -> httpx.Response:
        form = {"number": number, "expiry": "04 / 39", "cvc": "123"}
        async with httpx.AsyncClient() as browser:
            return await browser.post(page, data=form)

    async def confirm(self, page: str) -> httpx.Response:
        async with httpx.AsyncClient() as browser:
            return await browser.post(f"{page}/challenge", data={"answer": "complete"})


@pytest.fixture
async def market(
    clean_database: AsyncEngine,
    cache: Redis,
    job_runner: App,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Market]:
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    monkeypatch.setenv("STOREFRONT_PORT", str(port))
    monkeypatch.setenv("ECOMARKET_STOREFRONT_ORIGIN", origin)
    monkeypatch.setenv("ECOMARKET_SANDBOX_SLOW_SECONDS", "0")
    settings.cache_clear()

    async def run_jobs() -> None:
        await job_runner.run_worker_async(
            wait=False, queues=list(QUEUES), concurrency=2, install_signal_handlers=False
        )

    app = FastAPI()
    app.include_router(bank_router)
    app.include_router(webhooks.router)
    async with served(app, port):
        yield Market(origin, run_jobs)
    monkeypatch.undo()
    settings.cache_clear()
