"""The whole shop as a state machine on real PostgreSQL, beside a model of dicts and ints."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.expire_order import _expire
from core.checkout.settle_payment import settle_payment
from core.db.session import session_factory, sqlalchemy_url, transaction
from core.inventory.errors import OutOfStock
from core.kernel.errors import DomainError
from core.kernel.money import Money
from core.kernel.principal import SYSTEM, Principal
from core.ledger.post import post_refund
from core.orders import queries as orders
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.models import Fulfillment, OrderLine, VendorOrder
from core.orders.pack_parcel import pack_parcel
from core.payments.models import Payment
from core.payments.providers.base import ProviderStatus
from core.refunds.cancel_vendor_order import cancel_vendor_order
from core.refunds.request_refund import request_refund
from core.reporting.proofs import prove
from core.shipping.packaging import PACKAGINGS
from tests.factories.orders import a_shelf, an_attempt, an_order, word_of
from tests.factories.principals import an_operator, owner_of
from tests.factories.shop import set_price

T = TypeVar("T")
STOCK = 6
IS_DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"


@dataclass(frozen=True)
class Seen:
    order_id: UUID
    payment: Payment


class Shop(RuleBasedStateMachine):
    database_url = ""
    placed = Bundle("placed")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.engine = create_async_engine(sqlalchemy_url(self.database_url), pool_size=1)
        self.keys = 0

    @initialize()
    def open(self) -> None:
        self.runner.run(self._open())

    async def _open(self) -> None:
        self.connection = await self.engine.connect()
        self.outer = await self.connection.begin()
        session_factory.configure(
            bind=self.connection, join_transaction_mode="create_savepoint"
        )
        async with transaction() as session:
            self.pieces = await a_shelf(session, prices=(999, 4001, 25), stock=STOCK)

    def teardown(self) -> None:
        self.runner.run(self._close())
        self.runner.close()

    async def _close(self) -> None:
        await self.outer.rollback()
        await self.connection.close()
        await self.engine.dispose()

    def attempt(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T | DomainError:
        """Run a use case as an edge does: what it refuses leaves nothing behind."""

        async def unit() -> T | DomainError:
            try:
                async with transaction() as session:
                    return await work(session)
            except DomainError as refusal:
                return refusal

        return self.runner.run(unit())

    @rule(
        target=placed,
        units=st.tuples(*[st.integers(0, 3)] * 3),
        packaging=st.sampled_from([one.code for one in PACKAGINGS]),
    )
    def order(self, units: tuple[int, int, int], packaging: str) -> Any:
        wanted = {piece: n for piece, n in zip(self.pieces, units, strict=True) if n}
        if not wanted:
            return multiple()

        async def work(session: AsyncSession) -> Seen:
            order = await an_order(session, wanted, packaging=packaging)
            return Seen(order.id, await an_attempt(session, order))

        made = self.attempt(work)
        if isinstance(made, OutOfStock):
            return multiple()
        assert isinstance(made, Seen), made
        return made

    @rule(
        seen=placed,
        news=st.sampled_from(
            [ProviderStatus.CAPTURED, ProviderStatus.FAILED, ProviderStatus.EXPIRED]
        ),
    )
    def bank_says(self, seen: Seen, news: ProviderStatus) -> None:
        word = word_of(seen.payment, news)
        assert self.attempt(lambda s: settle_payment(s, seen.payment, word)) is None

    @rule(seen=placed)
    def time_passes(self, seen: Seen) -> None:
        async def work(session: AsyncSession) -> None:
            order = await orders.lock_order(session, seen.order_id)
            order.expires_at = await orders.db_now(session)
            await session.flush()
            await _expire(session, order.id)

        assert self.attempt(work) is None

    @rule(piece=st.integers(0, 2), minor=st.integers(1, 9999))
    def price_changes(self, piece: int, minor: int) -> None:
        self.attempt(lambda session: set_price(session, self.pieces[piece], minor))

    @rule(seen=placed, units=st.sampled_from([None, 1]))
    def ship(self, seen: Seen, units: int | None) -> None:
        for part in self._parts(seen):
            piece = next(p for p in self.pieces if p.vendor.id == part.vendor_id)
            owner = owner_of(piece.vendor)
            self._ship_part(owner, part, units)

    def _ship_part(self, owner: Principal, part: VendorOrder, units: int | None) -> None:
        chosen = None if units is None else {self._line(part).id: units}
        self.attempt(lambda s: accept_vendor_order(s, owner, part.id))
        parcel = self.attempt(lambda s: pack_parcel(s, owner, part.id, chosen))
        if isinstance(parcel, Fulfillment):
            self._send(owner, part, parcel)

    def _send(self, owner: Principal, part: VendorOrder, parcel: Fulfillment) -> None:
        self.attempt(lambda s: hand_over_parcel(s, owner, part.id, parcel.id, carrier="DHL"))
        self.attempt(lambda s: deliver_parcel(s, SYSTEM, part.id, parcel.id))

    def _parts(self, seen: Seen) -> Sequence[VendorOrder]:
        found = self.attempt(lambda s: orders.vendor_orders_of(s, seen.order_id))
        assert not isinstance(found, DomainError)
        return found

    def _line(self, part: VendorOrder) -> OrderLine:
        found = self.attempt(lambda s: orders.lines_of_vendor_order(s, part.id))
        assert not isinstance(found, DomainError)
        return found[0]

    @rule(seen=placed, units=st.integers(0, 3), delivery=st.integers(0, 800))
    def refund(self, seen: Seen, units: int, delivery: int) -> None:
        part = self._parts(seen)[0]
        wanted = {self._line(part).id: units}
        self.keys += 1
        self.attempt(
            lambda session: request_refund(
                session,
                an_operator(),
                part.id,
                wanted,
                delivery_minor=delivery,
                reason="Returned",
                idempotency_key=f"machine-{self.keys}",
            )
        )
        self.attempt(_bank_sends_back)

    @rule(seen=consumes(placed))
    def cancel(self, seen: Seen) -> None:
        for part in self._parts(seen):
            self.attempt(
                lambda s, p=part: cancel_vendor_order(s, an_operator(), p.id, reason="Machine")
            )
        self.attempt(_bank_sends_back)

    @invariant()
    def everything_adds_up(self) -> None:
        if hasattr(self, "pieces"):
            self.runner.run(_prove())


async def _bank_sends_back(session: AsyncSession) -> None:
    """What ``send_refund`` books once the gateway has said yes."""
    rows = await session.execute(
        text(
            "UPDATE refunds SET status = 'succeeded', succeeded_at = now() "
            "WHERE status = 'requested' "
            "RETURNING id, order_id, vendor_order_id, amount_minor, commission_minor"
        )
    )
    for id_, order_id, part_id, amount, commission in rows.all():
        part = await orders.get_vendor_order(session, part_id)
        await post_refund(
            session,
            order_id=order_id,
            refund_id=id_,
            vendor_id=part.vendor_id,
            vendor_order_id=part_id,
            provider="sandbox",
            amount=Money(amount, "EUR"),
            commission=Money(commission, "EUR"),
            subsidy=Money(0, "EUR"),
        )


async def _prove() -> None:
    async with transaction() as session:
        await prove(session)
        await session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        await session.execute(text("SET CONSTRAINTS ALL DEFERRED"))


@pytest.mark.usefixtures("engine")
def test_the_shop_adds_up_whatever_happens(database_url):
    Shop.database_url = database_url
    run_state_machine_as_test(
        Shop,
        settings=settings(
            max_examples=300 if IS_DEEP else 30,
            stateful_step_count=50 if IS_DEEP else 20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
