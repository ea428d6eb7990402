from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx

from admin.components.panels import REASON
from admin.pages.order.parts import PartView
from admin.pages.order.views import OrderView
from admin.state.panels import PanelState
from core.db.session import read_session, transaction
from core.kernel.errors import DomainError, Invalid
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.orders.subscribers import order_channel
from core.refunds.cancel_vendor_order import cancel_order, cancel_vendor_order
from core.refunds.preview_refund import preview_refund, refund_as_shown
from core.reporting.order_file import order_file
from core.ui.acting import acts
from core.ui.format import money
from core.ui.forms import read_amount
from core.ui.guards import Caller, requires
from core.ui.ids import read_count, read_id
from core.ui.live import subscribe
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState

DELIVERY, SHOWN = "delivery", "shown"
LONGEST_MINOR = 15
REFUND, CANCEL_PART, CANCEL_ORDER = "refund", "cancel-part", "cancel-order"


class OrderState(LoadState, PanelState, SessionState):
    """One order. Every press is checked again by the core, under the order's lock.

    ``part`` is what the open dialog is about; ``amount`` is what the
    refund as it stands in the dialog gives back, and ``amount_note`` why it would not.
    """

    if TYPE_CHECKING:
        number: str  # from the route, /orders/[number]

    order: OrderView = OrderView()
    part: PartView = PartView()
    amount: str = ""
    amount_note: str = ""
    amount_minor: int = 0
    refund_key: str = ""
    _units: dict[str, str] = {}

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> Any:
        self._quiet()
        self.panel = ""
        await self._show()
        return OrderState.watch

    @rx.event(background=True)
    @requires(Caller.STAFF)
    async def watch(self) -> AsyncIterator[None]:
        """Shows what others do to the order: the buyer, a workshop, the gateway."""
        async with self:
            order_id = self.order.id
        async with subscribe(order_channel(read_id(order_id))) as changes:
            async for _ in changes:
                async with self:
                    if self.order.id != order_id:
                        return
                    await self._show()
                yield

    @rx.event
    @requires(Caller.STAFF)
    def open_refund(self, part_id: str) -> None:
        self._open(REFUND, part_id)
        self._units, self.refund_key = {}, str(new_id())
        self._forget_amount()

    @rx.event
    @requires(Caller.STAFF)
    def open_cancel(self, part_id: str) -> None:
        self._open(CANCEL_PART, part_id)

    @rx.event
    @requires(Caller.STAFF)
    async def choose(self, name: str, value: str) -> None:
        """A field of the refund changed: what it comes to is worked out by the core."""
        self._units = {**self._units, str(name): str(value)}
        caller = await self._principal()
        self._forget_amount()
        try:
            units, delivery = self._chosen()
            async with read_session() as session:
                plan = await preview_refund(
                    session, caller, read_id(self.part.id), units, delivery_minor=delivery.minor
                )
        except DomainError as refused:
            self.amount_note = refused.message
            return
        self.amount, self.amount_minor = money(plan.amount), plan.amount.minor

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def refund(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        units, delivery = self._chosen()
        async with transaction() as session:
            await refund_as_shown(
                session,
                caller,
                read_id(self.part.id),
                units,
                delivery_minor=delivery.minor,
                reason=str(form_data.get(REASON, "")),
                idempotency_key=f"admin:{self.refund_key}",
                shown=_shown(form_data.get(SHOWN), self.part.currency),
            )
        self._finish(f"{self.amount} is on its way to the buyer.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def cancel_part(self, form_data: dict[str, Any]) -> None:
        caller, reason = await self._principal(), str(form_data.get(REASON, ""))
        async with transaction() as session:
            await cancel_vendor_order(session, caller, read_id(self.part.id), reason=reason)
        self._finish(f"The part of {self.part.workshop} is canceled.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def cancel_whole(self, form_data: dict[str, Any]) -> None:
        caller, reason = await self._principal(), str(form_data.get(REASON, ""))
        async with transaction() as session:
            await cancel_order(session, caller, read_id(self.order.id), reason=reason)
        self._finish("The order is canceled, as far as nothing had left yet.")
        await self._show()

    def _open(self, panel: str, part_id: str) -> None:
        chosen = next((part for part in self.order.parts if part.id == part_id), None)
        if chosen is not None:
            self._quiet()
            self.part, self.panel = chosen, panel

    def _chosen(self) -> tuple[dict[UUID, int], Money]:
        return _units(self._units), _money(self._units.get(DELIVERY, ""), self.part.currency)

    def _forget_amount(self) -> None:
        self.amount, self.amount_note, self.amount_minor = "", "", 0

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            self.order = OrderView.of(await order_file(session, caller, self.number))


def _units(form_data: Mapping[str, Any]) -> dict[UUID, int]:
    """The fields of a form that are named by a line: how many of each."""
    return {
        read_id(name.removeprefix("line:")): read_count(units)
        for name, units in form_data.items()
        if name.startswith("line:")
    }


def _money(text: object, currency: str) -> Money:
    if not str(text).strip():
        return Money.zero(currency)
    try:
        return Money.from_decimal(read_amount(text), currency)
    except ValueError:
        raise Invalid("Enter an amount, such as 4.50.", field=DELIVERY) from None


def _shown(minor: object, currency: str) -> Money:
    """The amount that stood on the button when it was pressed."""
    digits = str(minor)
    is_amount = digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_MINOR
    return Money(int(digits) if is_amount else 0, currency)
