"""Earnings and payouts as a state machine on real PostgreSQL, beside a bank that remembers what
really left.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import session_factory, sqlalchemy_url, transaction
from core.kernel.clock import utc_now
from core.kernel.errors import DomainError
from core.kernel.principal import SYSTEM
from core.ledger.holds import lift_hold, place_hold
from core.ledger.models import Earning, EarningStatus
from core.ledger.release_earnings import release_due, schedule_release
from core.orders.models import Order, VendorOrder
from core.payments.providers.payouts import PayoutOutcome
from core.payouts import send_payout as sending
from core.payouts.create_payout import create_payout
from core.payouts.decide_payout import approve_payout, cancel_payout, retry_payout
from core.payouts.models import Payout, PayoutStatus
from core.payouts.payout_account import set_reserve
from core.payouts.reserve import release_reserves, withhold
from core.payouts.send_payout import poll_payout, send_payout
from core.reporting.proofs import contradictions, proofs
from core.settings import settings as market
from tests.factories.payouts import ScriptedBank, a_paid_workshop, a_sale, a_whole_refund, owed
from tests.factories.principals import an_operator

T = TypeVar("T")
PICK = st.integers(0, 7)
AREAS = {"ledger", "payouts"}
ASKED = [proof for proof in proofs() if proof.area in AREAS]


class Money(RuleBasedStateMachine):
    database_url = ""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.engine = create_async_engine(sqlalchemy_url(self.database_url), pool_size=1)
        self.bank = ScriptedBank()
        self.kept_provider = sending.payout_provider
        self.kept_limit = market().payout_approval_above_minor
        sending.payout_provider = lambda _name: self.bank  # pyright: ignore[reportAttributeAccessIssue]
        self.sales: list[tuple[Order, VendorOrder]] = []
        self.refunded: set[UUID] = set()

    @initialize()
    def open(self) -> None:
        self.runner.run(self._open())

    async def _open(self) -> None:
        self.connection = await self.engine.connect()
        self.outer = await self.connection.begin()
        session_factory.configure(
            bind=self.connection, join_transaction_mode="create_savepoint"
        )
        market().payout_approval_above_minor = 20_000
        async with transaction() as session:
            self.piece = await a_paid_workshop(session, units=200)

    def teardown(self) -> None:
        sending.payout_provider = self.kept_provider
        market().payout_approval_above_minor = self.kept_limit
        self.runner.run(self._close())
        self.runner.close()

    async def _close(self) -> None:
        await self.outer.rollback()
        await self.connection.close()
        await self.engine.dispose()

    def attempt(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T | DomainError:
        async def unit() -> T | DomainError:
            try:
                async with transaction() as session:
                    return await work(session)
            except DomainError as refusal:
                return refusal

        return self.runner.run(unit())

    def pick(self, number: int, *statuses: PayoutStatus) -> Payout | None:
        async def found(session: AsyncSession) -> list[Payout]:
            statement = select(Payout).where(col(Payout.status).in_(statuses))
            return list(await session.exec(statement.order_by(col(Payout.id))))

        rows: Any = self.attempt(found)
        return rows[number % len(rows)] if rows else None

    @rule(units=st.integers(1, 3))
    def sell(self, units: int) -> None:
        made: Any = self.attempt(lambda session: a_sale(session, self.piece, units=units))
        self.sales.append(made)

    @rule(number=PICK)
    def release(self, number: int) -> None:
        if not self.sales:
            return
        _, part = self.sales[number % len(self.sales)]

        async def work(session: AsyncSession) -> None:
            await schedule_release(session, part.id, utc_now() - timedelta(hours=1))
            await session.flush()
            await withhold(session, await release_due(session))

        self.attempt(work)

    @rule(number=PICK)
    def refund(self, number: int) -> None:
        if not self.sales:
            return
        order, part = self.sales[number % len(self.sales)]
        if part.id in self.refunded:
            return
        self.refunded.add(part.id)
        self.attempt(lambda session: a_whole_refund(session, order, part))

    @rule(number=PICK, on=st.booleans())
    def hold(self, number: int, on: bool) -> None:  # noqa: FBT001
        if not self.sales:
            return
        _, part = self.sales[number % len(self.sales)]
        cause = f"dispute:{part.id}"
        if on:
            self.attempt(lambda s: place_hold(s, part.id, cause=cause, reason="Disputed"))
        else:
            self.attempt(lambda s: lift_hold(s, part.id, cause=cause))

    @rule(bps=st.sampled_from([0, 1000, 3333, 10_000]))
    def reserve(self, bps: int) -> None:
        vendor = self.piece.vendor.id
        self.attempt(lambda s: set_reserve(s, SYSTEM, vendor, bps=bps, days=30))

    @rule()
    def reserves_end(self) -> None:
        async def work(session: AsyncSession) -> None:
            statement = select(Earning).where(col(Earning.status) == EarningStatus.RESERVED)
            for row in await session.exec(statement):
                row.available_at = utc_now() - timedelta(minutes=1)
            await session.flush()
            await release_reserves(session)

        self.attempt(work)

    @rule()
    def pay(self) -> None:
        vendor = self.piece.vendor.id
        self.attempt(lambda session: create_payout(session, SYSTEM, vendor, "EUR"))

    @rule(number=PICK)
    def approve(self, number: int) -> None:
        if payout := self.pick(number, PayoutStatus.DRAFT):
            self.attempt(lambda session: approve_payout(session, an_operator(), payout.id))

    @rule(number=PICK)
    def cancel(self, number: int) -> None:
        """Of any status: what may not be canceled is refused."""
        if payout := self.pick(number, *PayoutStatus):
            self.attempt(lambda s: cancel_payout(s, an_operator(), payout.id, reason="Stop"))

    @rule(number=PICK)
    def retry(self, number: int) -> None:
        if payout := self.pick(number, PayoutStatus.FAILED, PayoutStatus.PAID):
            self.attempt(lambda session: retry_payout(session, an_operator(), payout.id))

    @rule(number=PICK, outcome=st.sampled_from(PayoutOutcome))
    def send(self, number: int, outcome: PayoutOutcome) -> None:
        """Also what was canceled meanwhile: a job may come late."""
        payout = self.pick(number, *PayoutStatus)
        if payout is not None:
            self.bank.outcome = outcome
            self.runner.run(send_payout(payout.id))

    @rule(number=PICK, outcome=st.sampled_from([PayoutOutcome.PAID, PayoutOutcome.RETURNED]))
    def bank_tells(self, number: int, outcome: PayoutOutcome) -> None:
        payout = self.pick(number, PayoutStatus.IN_TRANSIT, PayoutStatus.PAID)
        if payout is not None:
            self.bank.tell(payout.provider_reference or "", outcome)
            self.runner.run(poll_payout(payout.id))

    @invariant()
    def everything_adds_up(self) -> None:
        if hasattr(self, "piece"):
            self.runner.run(self._prove())

    async def _prove(self) -> None:
        async with transaction() as session:
            broken = await contradictions(session, asked=ASKED)
            assert broken == [], broken
            await session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
            await session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
            books = await owed(session, self.piece.vendor.id)
            paid = select(Payout.amount_minor).where(Payout.status == PayoutStatus.PAID)
            known = sum(await session.exec(paid))
        # What we call paid has really left, and nothing else that is not on its way.
        assert self.bank.total - books.get("in_payout", 0) <= known <= self.bank.total
        assert books.get("reserve", 0) >= 0
        assert books.get("in_payout", 0) >= 0


@pytest.mark.usefixtures("engine")
def test_vendors_are_paid_what_they_earned_whatever_happens(database_url):
    Money.database_url = database_url
    run_state_machine_as_test(
        Money,
        settings=settings(
            max_examples=60,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
