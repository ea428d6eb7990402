from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx

from core.db.session import read_session, transaction
from core.kernel.errors import Invalid
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.pack_parcel import pack_parcel
from core.orders.read_models import vendor_order_detail
from core.orders.subscribers import vendor_channel
from core.refunds.cancel_vendor_order import cancel_vendor_order, decline_vendor_order
from core.refunds.request_refund import request_refund
from core.ui.acting import ActState, acts
from core.ui.forms import read_amount
from core.ui.guards import Caller, requires
from core.ui.ids import read_count, read_id
from core.ui.live import subscribe
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from vendor_portal.pages.order.views import OrderView

DELIVERY, REASON = "delivery", "reason"


class OrderState(LoadState, ActState, SessionState):
    """One vendor order. Every press is checked again by the core, under the order's lock."""

    if TYPE_CHECKING:
        number: str  # from the route, /orders/[number]

    order: OrderView = OrderView()
    _refund_key: str = ""

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> Any:
        self.refusal = self.done = self.busy = ""
        self._refund_key = str(new_id())
        await self._show()
        return OrderState.watch

    @rx.event(background=True)
    @requires(Caller.VENDOR)
    async def watch(self) -> AsyncIterator[None]:
        """Shows what others do to the order: the buyer, the market, a colleague."""
        async with self:
            caller = await self._principal()
        if caller.vendor_id is None:
            return
        async with subscribe(vendor_channel(caller.vendor_id)) as changes:
            async for _ in changes:
                async with self:
                    await self._show()
                yield

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def accept(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await accept_vendor_order(session, caller, self._id())
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def decline(self, form_data: dict[str, Any]) -> None:
        caller, reason = await self._principal(), str(form_data.get(REASON, ""))
        async with transaction() as session:
            await decline_vendor_order(session, caller, self._id(), reason=reason)
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def cancel(self, form_data: dict[str, Any]) -> None:
        caller, reason = await self._principal(), str(form_data.get(REASON, ""))
        async with transaction() as session:
            await cancel_vendor_order(session, caller, self._id(), reason=reason)
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def pack_all(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await pack_parcel(session, caller, self._id())
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def pack_chosen(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await pack_parcel(session, caller, self._id(), _units(form_data))
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def hand_over(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await hand_over_parcel(
                session,
                caller,
                self._id(),
                read_id(form_data.get("parcel")),
                carrier=str(form_data.get("carrier", "")),
                tracking_number=str(form_data.get("tracking_number", "")),
            )
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def deliver(self, parcel_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await deliver_parcel(session, caller, self._id(), read_id(parcel_id))
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def refund(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        delivery = _money(form_data.get(DELIVERY, ""), self.order.money.currency)
        async with transaction() as session:
            await request_refund(
                session,
                caller,
                self._id(),
                _units(form_data),
                delivery_minor=delivery.minor,
                reason=str(form_data.get(REASON, "")),
                idempotency_key=f"portal:{self._refund_key}",
            )
        self._refund_key = str(new_id())
        self.done = "The refund is on its way to the buyer."
        await self._show()

    def _id(self) -> UUID:
        return read_id(self.order.id)

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            detail = await vendor_order_detail(session, caller.require_vendor(), self.number)
        self.order = OrderView.of(detail)


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
