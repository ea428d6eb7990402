"""A process dies between a call to the outside and what it keeps of it; the next one ends in
the
right state, once. Each case is one point of ``core.kernel.crash`` on the way of one act.

An eighth of the cases runs in ``make test``, all of them in ``make test-deep``.
"""

import ast
import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import func, select

from core.checkout.reconcile import reconcile_payments
from core.checkout.start_payment import start_payment
from core.checkout.urls import payment_urls
from core.db.session import transaction
from core.events.models import OutboxMessage
from core.inventory.models import StockLevel
from core.inventory.reserve import release
from core.kernel import crash
from core.kernel.clock import utc_now
from core.kernel.principal import GUEST
from core.orders import queries as orders
from core.orders.models import Order
from core.payments import queries as payments
from core.payments.models import Payment
from core.payments.providers.registry import provider
from core.payments.sandbox_gateway.signature import HEADER, sign
from core.reporting.proofs import prove
from core.settings import settings
from tests.core.checkout.conftest import market  # noqa: F401  a bank on a real socket
from tests.crash.lives import ACTS
from tests.factories.orders import a_bag, a_request, a_shelf, an_order
from tests.factories.shop import set_stock

pytestmark = pytest.mark.crash
ROOT = Path(__file__).parents[2]
GOOD, DECLINED = "4242424242424242", "4000000000000002"
STOCK = 10


@dataclass(frozen=True)
class Case:
    """``ends`` is what is expected after the retry: status, refunded, captured at the bank and
    the stock of the first piece.
    """

    act: str
    point: str
    ends: tuple[str, int, int, tuple[int, int, int]]
    variant: str = ""

    def __str__(self) -> str:
        return f"{self.act}-{self.variant}-{self.point}".replace("--", "-")


PLACED = ("placed", 0, 6150, (STOCK, 0, 1))
CANCELED = ("canceled", 6150, 6150, (STOCK, 0, 0))
EXPIRED = ("expired", 0, 0, (STOCK, 0, 0))
TOO_LATE = ("expired", 0, 6150, (0, 0, 0))
ASKED = ("asking", "answered", "capture_marked", "settlement_written", "settled")
BOUGHT = ("order_written", "attempt_stored", "page_opened", "page_kept", *ASKED)
SENT = ("claimed", "answered", "booking_written", "booked")


def cases() -> list[Case]:
    made = [Case("buy", f"checkout.{at}", PLACED, "at once") for at in BOUGHT]
    made += [Case("buy", f"checkout.{at}", PLACED, "after a refusal") for at in BOUGHT]
    again = ("asking:2", "answered:2", "settlement_written:2", "settled:2")
    made += [Case("buy", f"checkout.{at}", PLACED, "after a refusal") for at in again]
    heard = ("payments.notice_stored", *(f"checkout.{at}" for at in (*ASKED, "notice_worked")))
    made += [Case("hear", at, PLACED, "told again") for at in heard]
    made += [Case("hear", at, PLACED, "buyer returns") for at in heard]
    made += [Case("come_back", f"checkout.{at}", PLACED) for at in ASKED]
    part = ("placed", 1700, 6150, (STOCK, 0, 1))
    sent = [f"refunds.{at}" for at in ("request_written", *SENT)]
    made += [Case("refund", at, part, "all of a part") for at in sent]
    made += [
        Case("refund", at, ("placed", 450, 6150, (STOCK, 0, 1)), "delivery") for at in sent
    ]
    made += [Case("cancel", at, CANCELED) for at in sent]
    made += [Case("cancel", f"refunds.{at}:2", CANCELED) for at in ("request_written", *SENT)]
    given_up = ("claimed", "refused", "surrender_written")
    made += [Case("refund", f"refunds.{at}", PLACED, "refused") for at in given_up]
    made += [Case("come_back", f"checkout.{at}", TOO_LATE, "too late") for at in ASKED]
    back = ("returning", "returned", "return_written")
    made += [Case("send_back", f"checkout.{at}", TOO_LATE) for at in back]
    shut = ("closing", "closed", "settlement_written", "expiry_written")
    made += [Case("expire", f"checkout.{at}", EXPIRED) for at in shut]
    paid = ("capture_marked", "settlement_written")
    made += [Case("expire", f"checkout.{at}", PLACED, "paid meanwhile") for at in paid]
    made += [Case("reconcile", "checkout.page_opened_again", PLACED)]
    return [*made, Case("tell", "events.received", PLACED)]


CASES = cases()


@dataclass
class Lives:
    process: asyncio.subprocess.Process
    environment: dict[str, str] = field(default_factory=dict)

    async def live(self, act: str, wish: dict[str, Any], *, until: str = "") -> int:
        """How the process ended that did this; ``until`` is the point where it was to die."""
        environment = self.environment | {crash.VARIABLE: until}
        line = json.dumps({"act": act, "wish": wish, "environment": environment})
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n".encode())
        await self.process.stdin.drain()
        return int(await asyncio.wait_for(self.process.stdout.readline(), 60))


@pytest.fixture(scope="module")
async def ancestor(database_url: str, cache_url: str) -> AsyncIterator[Lives]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crash.lives",
        cwd=ROOT, env=os.environ | {"DATABASE_URL": database_url, "REDIS_URL": cache_url},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    yield Lives(process)
    process.kill()
    await process.wait()


@pytest.fixture
def lives(ancestor: Lives, market) -> Lives:  # noqa: F811
    ancestor.environment = {
        name: os.environ[name] for name in ("STOREFRONT_PORT", "ECOMARKET_STOREFRONT_ORIGIN")
    }
    return ancestor


def sampled() -> list[Any]:
    return [
        pytest.param(case, id=str(case), marks=() if number % 8 == 0 else pytest.mark.deep)
        for number, case in enumerate(CASES)
    ]


@pytest.mark.parametrize("case", sampled())
async def test_after_a_crash_the_retry_ends_in_the_right_state_once(
    market,  # noqa: F811
    lives: Lives,
    case: Case,
):
    wish, pieces = await prepared(case, market)

    assert await lives.live(case.act, wish, until=case.point) == crash.KILLED
    if case.variant == "buyer returns":
        assert await lives.live("come_back", {"order_id": await the_order()}) == 0
    assert await lives.live(case.act, wish) == 0
    await market.run_jobs()
    await reconcile_payments(payment_urls)
    await market.run_jobs()

    assert await lives.live(case.act, wish) == 0  # once more changes nothing
    assert await state(pieces[0]) == case.ends
    await nothing_is_left_over(case)


async def prepared(case: Case, market) -> tuple[dict[str, Any], list[Any]]:  # noqa: F811
    async with transaction() as session:
        pieces = await a_shelf(session, stock=STOCK)
        if case.act == "buy":
            cart, token = await a_bag(session, pieces)
            request = await a_request(session, cart, key="crash-buy")
            cards = [GOOD] if case.variant == "at once" else [DECLINED, GOOD]
            wish = {"token": token, "request": request.model_dump(mode="json"), "cards": cards}
            return wish, pieces
        order = await an_order(session, pieces)
    if case.act == "reconcile":
        await lose_the_answer(order, market)
        return {}, pieces
    page = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
    if case.act != "expire" or case.variant == "paid meanwhile":
        await market.pay(page)
    return await wish_of(case, order, pieces, market), pieces


async def lose_the_answer(order: Order, market) -> None:  # noqa: F811
    """The bank has opened a page and been paid there; we never heard where it is."""
    page = await start_payment(order.id, GUEST, "sandbox", payment_urls(order))
    await market.pay(page)
    async with transaction() as session:
        await session.execute(
            text("UPDATE payments SET status = 'created', provider_reference = NULL, "
                 "redirect_url = '', created_at = created_at - interval '5 minutes'")
        )  # fmt: skip
        await silence_the_bank(session)


async def wish_of(case: Case, order: Order, pieces: list[Any], market) -> dict[str, Any]:  # noqa: F811
    given: dict[str, Any] = {"order_id": str(order.id)}
    async with transaction() as session:
        if case.act in {"hear", "come_back", "send_back", "expire", "tell"}:
            await silence_the_bank(session)
        if case.act == "expire":
            await session.execute(text("UPDATE orders SET expires_at = now()"))
        if case.variant == "too late" or case.act == "send_back":
            await end(session, order)
            for piece in pieces:
                await set_stock(session, piece, 0)
        payment = (await payments.payments_of(session, order.id))[0]
        part = (await orders.vendor_orders_of(session, order.id))[0]
        line = (await orders.lines_of_vendor_order(session, part.id))[0]
    if case.act == "hear":
        return notice(payment.provider_reference)
    if case.act in {"send_back", "tell"}:
        await ACTS["come_back"](order_id=str(order.id))
    if case.act in {"refund", "cancel"}:
        await market.run_jobs()
    if case.variant == "refused":
        await empty_the_payment(payment)
    if case.act == "refund":
        units = {} if case.variant == "delivery" else {str(line.id): 1}
        given = {"part_id": str(part.id), "units": units, "delivery": 450}
    return {} if case.act == "tell" else given


async def empty_the_payment(payment: Payment) -> None:
    """Somebody has sent all of it back at the bank itself: it refuses to do so again."""
    reference = payment.provider_reference or ""
    await provider("sandbox").refund(reference, payment.amount, idempotency_key="by-hand")


async def silence_the_bank(session) -> None:
    await session.execute(
        text("DELETE FROM procrastinate_jobs WHERE task_name = 'sandbox.deliver_webhook'")
    )


async def end(session, order: Order) -> None:
    """Its time has passed while the buyer was at the bank, whose page stayed open."""
    statements = (
        "UPDATE orders SET status = 'expired', expires_at = now() - interval '1 minute'",
        "UPDATE vendor_orders SET status = 'expired'",
    )
    for statement in statements:
        await session.execute(text(statement))
    await release(session, order.id, actor="system", is_expired=True)


def notice(reference: str | None) -> dict[str, Any]:
    body = json.dumps(
        {
            "id": "evt_1",
            "type": "payment.captured",
            "created_at": utc_now().isoformat(),
            "data": {"session": reference},
        }
    )
    secret = settings().sandbox_webhook_secret.get_secret_value()
    headers = {HEADER: sign(secret, int(time.time()), body.encode())}
    return {"body": body, "headers": headers, "event_id": "evt_1"}


async def the_order() -> str:
    async with transaction() as session:
        return str((await session.exec(select(Order.id))).one())


async def state(piece) -> tuple[str, int, int, tuple[int, int, int]]:
    async with transaction() as session:
        order = (await session.exec(select(Order))).one()
        level = (
            await session.exec(
                select(StockLevel).where(StockLevel.variant_id == piece.variant.id)
            )
        ).one()
        taken = await session.execute(
            text("SELECT coalesce(sum(captured_minor), 0) FROM sandbox_charges")
        )
        return (
            order.status.value,
            order.refunded_minor,
            int(taken.scalar_one()),
            (level.on_hand, level.reserved, level.allocated),
        )


async def nothing_is_left_over(case: Case) -> None:
    async with transaction() as session:
        await prove(session)
        told = await session.exec(
            select(func.count()).where(OutboxMessage.event == "OrderPlaced")
        )
        refunded = await session.execute(
            text(
                "SELECT coalesce(sum(amount_minor), 0) FROM refunds WHERE status = 'succeeded'"
            )
        )
        sent_back = await session.execute(
            text("SELECT coalesce(sum(amount_minor), 0) FROM sandbox_refunds "
                 "WHERE status = 'succeeded'")
        )  # fmt: skip
        assert told.one() == (1 if case.ends[0] in {"placed", "canceled"} else 0)
        expected = 6150 if case.ends == TOO_LATE else int(refunded.scalar_one())
        if case.variant != "refused":
            assert int(sent_back.scalar_one()) == expected


def test_every_point_is_tested():
    written = {
        node.args[0].value
        for file in sorted((ROOT / "core").rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func) == "crash.point"
        and isinstance(node.args[0], ast.Constant)
    }

    assert written == {case.point.partition(":")[0] for case in CASES}
    assert len(CASES) >= 60
    assert len({str(case) for case in CASES}) == len(CASES)
