"""kill -9 of shop, buyers and workers at random points of 50 checkouts."""

import asyncio
import json
import os
import random
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, func, select

from core.checkout.reconcile import reconcile_payments
from core.checkout.urls import payment_urls
from core.db.session import transaction
from core.events.models import OutboxMessage
from core.inventory.models import StockLevel
from core.ledger.queries import trial_balance
from core.orders.models import Order
from core.orders.statuses import OrderStatus
from core.payments.models import Payment
from core.reporting.proofs import prove
from tests.factories.orders import a_bag, a_request, a_shelf
from tests.serving import free_port

pytestmark = pytest.mark.crash

ROOT = Path(__file__).parents[2]
CHECKOUTS = 50
STOCK = 60
DEADLINE = 240.0
MOST_KILLS = 12


class Cast:
    """The processes, and who kills them."""

    def __init__(self, environment: dict[str, str], bags: list[str], seed: int) -> None:
        self.environment = environment
        self.waiting = list(bags)
        self.done: set[str] = set()
        self.processes: dict[str, asyncio.subprocess.Process] = {}
        self.kills = 0
        self.chance = random.Random(seed)  # noqa: S311  repeatable, not secret

    async def start(self, name: str, role: str) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.crash.actors",
            role,
            cwd=ROOT,
            env=self.environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        self.processes[name] = process
        return process

    async def keep(self, role: str) -> None:
        """Start the role again whenever it dies."""
        while True:
            await (await self.start(role, role)).wait()

    async def buy(self, name: str) -> None:
        """Hand bags to a buyer; one whose buyer dies goes to the next one."""
        while self.waiting:
            bag = self.waiting.pop()
            buyer = self.processes.get(name)
            if buyer is None or buyer.returncode is not None:
                buyer = await self.start(name, "buyer")
            assert buyer.stdin is not None
            assert buyer.stdout is not None
            with suppress(ConnectionError):
                buyer.stdin.write(bag.encode() + b"\n")
                await buyer.stdin.drain()
            key = (await buyer.stdout.readline()).decode().strip()
            if key:
                self.done.add(key)
            else:
                self.waiting.append(bag)

    async def kill_at_random(self) -> None:
        while self.kills < MOST_KILLS:
            await asyncio.sleep(self.chance.uniform(0.3, 1.5))
            name = self.chance.choice(sorted(self.processes))
            with suppress(ProcessLookupError):
                self.processes[name].kill()
                self.kills += 1

    async def end(self) -> None:
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


@pytest.fixture
def environment(database_url, cache_url):
    port = free_port()
    return os.environ | {
        "DATABASE_URL": database_url,
        "REDIS_URL": cache_url,
        "STOREFRONT_PORT": str(port),
        "ECOMARKET_STOREFRONT_ORIGIN": f"http://127.0.0.1:{port}",
        "ECOMARKET_ENV": "test",
    }


async def test_no_paid_order_no_stock_and_no_cent_is_lost(clean_database, cache, environment):
    bags = await fifty_bags()
    cast = Cast(environment, bags, seed=20261121)
    keepers = [asyncio.create_task(cast.keep(role)) for role in ("shop", "worker")]
    killer = asyncio.create_task(cast.kill_at_random())
    try:
        await asyncio.wait_for(asyncio.gather(*map(cast.buy, ("first", "second"))), DEADLINE)
        killer.cancel()
        await settle_what_is_left(cast)
    finally:
        for task in (killer, *keepers):
            task.cancel()
        await cast.end()

    assert cast.kills >= MOST_KILLS // 3
    await everything_is_accounted_for()


async def fifty_bags():
    async with transaction() as session:
        pieces = await a_shelf(session, stock=STOCK)
        ready = []
        for number in range(CHECKOUTS):
            cart, token = await a_bag(session, pieces)
            request = await a_request(session, cart, key=f"checkout-{number}")
            ready.append(json.dumps([token, request.model_dump(mode="json")]))
        return ready


async def settle_what_is_left(cast):
    """The worker, no longer killed, does what is left; reconciliation asks about the rest."""
    async with transaction() as session:
        await session.execute(
            text("UPDATE payments SET created_at = created_at - interval '5 minutes'")
        )
        await session.execute(
            text("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
        )
    await reconcile_payments(payment_urls)
    for _ in range(100):
        async with transaction() as session:
            waiting = await session.execute(
                text(
                    "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') "
                    "AND task_name IN ('events.dispatch', 'checkout.work_off_notice')"
                )
            )
        if waiting.scalar_one() == 0:
            return
        await asyncio.sleep(0.5)
    pytest.fail("jobs are still waiting")


async def everything_is_accounted_for():
    async with transaction() as session:
        await prove(session)
        by_status = dict(
            (
                await session.exec(
                    select(Order.status, func.count(col(Order.id))).group_by(col(Order.status))
                )
            ).all()
        )
        levels = (await session.exec(select(StockLevel))).all()
        captured = (await session.exec(select(func.sum(Payment.captured_minor)))).one()
        at_the_bank = (
            await session.execute(text("SELECT sum(captured_minor) FROM sandbox_charges"))
        ).scalar_one()
        books = await trial_balance(session)
        told = await session.exec(
            select(func.count()).where(OutboxMessage.event == "OrderPlaced")
        )
        assert by_status == {OrderStatus.PLACED: CHECKOUTS}
        assert {(level.on_hand, level.reserved, level.allocated) for level in levels} == {
            (STOCK, 0, CHECKOUTS)
        }
        assert captured == at_the_bank == CHECKOUTS * 6150
        assert sum(money.minor for money in books.values()) == 0
        assert told.one() == CHECKOUTS
