from dataclasses import dataclass, field
from typing import Any

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import read_session, transaction
from core.kernel.errors import Invalid
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.change_address import CHANGED, can_change, change_address
from core.orders.messages import list_messages, order_of_buyer, write_as_buyer
from core.orders.models import Order
from core.ui.acting import ActState, acts
from core.ui.format import moment
from core.ui.forms import FormErrors, refused
from core.ui.guards import public
from storefront.state.shell import ShellState


@dataclass(frozen=True, slots=True)
class MessageView:
    id: str = ""
    by: str = ""
    at: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class TalkView:
    """With one workshop of the order."""

    number: str = ""
    workshop: str = ""
    messages: list[MessageView] = field(default_factory=list[MessageView])


class OrderContactState(ActState, ShellState):
    """What a buyer can still say or change about an order that is placed."""

    talks: list[TalkView] = []
    address: dict[str, str] = {}
    can_change: bool = False
    errors: FormErrors = {}

    @rx.event
    @public
    async def load_contact(self) -> None:
        """Nothing for an order that the page itself does not show."""
        self._quiet()
        self.errors, self.talks, self.can_change = {}, [], False
        await self._show()

    @rx.event
    @public
    @acts
    async def write(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            order = await self._order(session, caller)
            await write_as_buyer(
                session,
                caller,
                order,
                str(form_data.get("part", ""))[:40],
                str(form_data.get("body", "")),
            )
        self.done = "Sent. The workshop gets it by mail, and answers here."
        await self._show()

    @rx.event
    @public
    @acts
    async def readdress(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        self.errors = {}
        wanted = {name: str(form_data.get(name, "")) for name in CHANGED}
        try:
            async with transaction() as session:
                order = await self._order(session, caller)
                await change_address(session, caller, order, wanted)
        except Invalid as wrong:
            self.errors = refused(wrong)
            return
        self.done = "The parcels go to the new address."
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        if not self._token() and caller.user_id is None:
            return
        async with read_session() as session:
            order = await self._order(session, caller)
            parts = await orders.vendor_orders_of(session, order.id)
            vendors = await orders.vendors_of(session, [part.vendor_id for part in parts])
            messages = await list_messages(session, [part.id for part in parts])
            self.can_change = await can_change(session, order)
        self.address = {name: str(order.ship_to.get(name, "")) for name in CHANGED}
        self.talks = [
            TalkView(
                part.number,
                vendors[part.vendor_id].name,
                [
                    MessageView(
                        str(each.id),
                        "You" if each.is_from_buyer else vendors[part.vendor_id].name,
                        moment(each.created_at),
                        each.body,
                    )
                    for each in messages
                    if each.vendor_order_id == part.id
                ],
            )
            for part in parts
        ]

    async def _order(self, session: AsyncSession, caller: Principal) -> Order:
        number = self.router.url.path.rstrip("/").rpartition("/")[2][:20]
        return await order_of_buyer(session, caller, number, self._token())

    def _token(self) -> str:
        return self.router.url.query_parameters.get("t", "")[:100]
