from dataclasses import dataclass
from typing import Any

import reflex as rx

from core.db.session import read_session, transaction
from core.orders.messages import list_messages, write_as_workshop
from core.ui.acting import ActState, acts
from core.ui.format import moment
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.session import SessionState
from vendor_portal.pages.order.state import OrderState


@dataclass(frozen=True, slots=True)
class MessageView:
    id: str = ""
    by: str = ""
    at: str = ""
    body: str = ""


class TalkState(ActState, SessionState):
    messages: list[MessageView] = []

    @rx.event
    @requires(Caller.VENDOR)
    async def load_talk(self) -> None:
        self._quiet()
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def write(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        part = await self.get_state(OrderState)
        async with transaction() as session:
            await write_as_workshop(
                session, caller, read_id(part.order.id), str(form_data.get("body", ""))
            )
        self.done = "Sent. The buyer gets it by mail, too."
        await self._show()

    async def _show(self) -> None:
        """Of the order that the page has let the caller see."""
        part = await self.get_state(OrderState)
        self.messages = []
        if not part.order.id:
            return
        async with read_session() as session:
            found = await list_messages(session, [read_id(part.order.id)])
        self.messages = [
            MessageView(
                str(each.id),
                "The buyer" if each.is_from_buyer else "You",
                moment(each.created_at),
                each.body,
            )
            for each in found
        ]
