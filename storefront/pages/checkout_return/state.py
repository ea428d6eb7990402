from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.extend_order import extend_order, seconds_left
from core.checkout.start_payment import start_payment
from core.checkout.sync_payment import close_payment, sync_payment
from core.checkout.urls import payment_urls
from core.db.session import read_session, transaction
from core.kernel.errors import DomainError, Unavailable
from core.orders import queries as orders
from core.orders.models import Order
from core.orders.statuses import OrderStatus
from core.orders.subscribers import order_channel
from core.payments import queries as payments
from core.payments.models import Payment, PaymentStatus
from core.payments.routing import offered_ways
from core.ui.format import money
from core.ui.guards import public
from core.ui.live import subscribe
from core.ui.loading import LoadState, page_load
from core.ui.urls import address
from storefront.pages.checkout.views import PayMethod, pay_methods
from storefront.pages.checkout_return.declines import words_for
from storefront.pages.order.views import address_lines
from storefront.state.leaving import forget_leaving
from storefront.state.shell import ShellState

LOOK_AGAIN_S = 3.0
PATIENCE = 2  # looks before the page offers a way out
MOST_LOOKS = 200


class Phase(StrEnum):
    FINISHING = "finishing"
    PLACED = "placed"
    DECLINED = "declined"
    CANCELED = "canceled"  # the buyer left the payment page
    UNPAID = "unpaid"  # no attempt is open
    OVER = "over"  # the order can no longer be paid


@dataclass(frozen=True, slots=True)
class Outcome:
    phase: Phase
    decline_code: str = ""


class ReturnState(LoadState, ShellState):
    """Back from the payment page: what became of it is asked, not believed."""

    phase: str = Phase.FINISHING.value
    is_slow: bool = False
    number: str = ""
    total: str = ""
    email_to: str = ""
    ship_to: list[str] = []
    methods: list[PayMethod] = []
    headline: str = ""
    advice: str = ""
    refusal: str = ""
    is_starting: bool = False
    leave_to: str = ""
    seconds: int = 0
    stamp: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> Any:
        self.phase, self.is_slow, self.is_starting = Phase.FINISHING.value, False, False
        self.headline = self.advice = self.refusal = self.leave_to = ""
        async with read_session() as session:
            order = await self._find(session)
            self.seconds = await seconds_left(session, order.expires_at)
            self.methods = pay_methods(await offered_ways(session, order.currency))
        self.stamp = order.expires_at.isoformat()
        self.number, self.email_to = order.number, order.email
        self.total, self.ship_to = money(order.total), address_lines(order.ship_to)
        return ReturnState.finish

    @rx.event(background=True)
    @public
    async def finish(self) -> AsyncIterator[Any]:
        """Settles what the gateway says, and looks again until it has said something final."""
        async with self:
            async with read_session() as session:
                order = await self._find(session)
            was_canceled = self._parameter("canceled") == "1"
        if was_canceled:
            await _close(order.id)
        async with subscribe(order_channel(order.id), idle=LOOK_AGAIN_S) as changes:
            for look in range(MOST_LOOKS):
                outcome = await _settled(order.id, was_canceled=was_canceled)
                async with self:
                    self._tell(outcome)
                    self.is_slow = look >= PATIENCE
                if outcome.phase is Phase.PLACED:
                    yield rx.redirect(self._confirmation(), replace=True)
                    return
                if outcome.phase is Phase.OVER:
                    return
                yield
                await anext(changes)

    @rx.event
    @public
    async def extend(self) -> None:
        """The pieces are held for another while."""
        self.refusal = ""
        try:
            async with transaction() as session:
                until = await extend_order(
                    session, self._parameter("order"), self._parameter("t")
                )
                self.seconds = await seconds_left(session, until)
            self.stamp = until.isoformat()
        except DomainError as refused:
            self.refusal = refused.message

    @rx.event
    @public
    async def try_again(self, provider: str) -> AsyncIterator[Any]:
        """A new attempt for the same order; while one is open, its page again."""
        self.is_starting, self.refusal = True, ""
        yield
        names = [method.name for method in self.methods]
        caller = await self._principal()
        async with read_session() as session:
            order = await self._find(session)
        try:
            self.leave_to = await start_payment(
                order.id,
                caller,
                provider if provider in names else names[0],
                payment_urls(order),
            )
        except DomainError as refused:
            self.refusal = refused.message
            self.is_starting = False
            return
        yield
        await forget_leaving(self)

    def _tell(self, outcome: Outcome) -> None:
        self.phase = outcome.phase.value
        if outcome.phase is Phase.DECLINED:
            self.headline, self.advice = words_for(outcome.decline_code)

    async def _find(self, session: AsyncSession) -> Order:
        number, token = self._parameter("order"), self._parameter("t")
        return await orders.get_by_token(session, number, token)

    def _parameter(self, name: str) -> str:
        return self.router.url.query_parameters.get(name, "")[:100]

    def _confirmation(self) -> str:
        number = self._parameter("order")
        return address(f"/orders/{number}/confirmation", {"t": self._parameter("t")})


async def _close(order_id: UUID) -> None:
    """The buyer came back by the cancel link: nobody shall pay on that page any more."""
    if payment := await _latest(order_id):
        try:
            await close_payment(payment.id)
        except Unavailable:
            return  # reconciled later


async def _settled(order_id: UUID, *, was_canceled: bool) -> Outcome:
    payment = await _latest(order_id)
    if payment is not None and payment.status in payments.OPEN:
        try:
            await sync_payment(payment.id)
        except Unavailable:
            return Outcome(Phase.FINISHING)
    async with read_session() as session:
        order = await session.get_one(Order, order_id)
    return _outcome(order, await _latest(order_id), was_canceled=was_canceled)


def _outcome(order: Order, payment: Payment | None, *, was_canceled: bool) -> Outcome:
    if order.status is OrderStatus.PLACED:
        return Outcome(Phase.PLACED)
    if order.status is not OrderStatus.PENDING_PAYMENT:
        return Outcome(Phase.OVER)
    if payment is not None and payment.decline_code:
        return Outcome(Phase.DECLINED, payment.decline_code)
    if payment is not None and payment.status in payments.OPEN:
        return Outcome(Phase.FINISHING)
    left = was_canceled or (payment and payment.status is PaymentStatus.VOIDED)
    return Outcome(Phase.CANCELED if left else Phase.UNPAID)


async def _latest(order_id: UUID) -> Payment | None:
    async with read_session() as session:
        attempts = await payments.payments_of(session, order_id)
    return attempts[-1] if attempts else None
