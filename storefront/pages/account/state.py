import reflex as rx

from core.db.session import read_session
from core.identity.profile import get_profile
from core.orders.queries import list_of_user
from core.saved.watched import count_watched
from core.ui.format import quantity
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from storefront.components.order_rows import OrderRow
from storefront.state.shell import ShellState

RECENT = 3


class AccountState(LoadState, ShellState):
    name: str = ""
    recent: list[OrderRow] = []
    saved: str = ""
    following: str = ""
    alerts: str = ""

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            user = await get_profile(session, caller)
            page = await list_of_user(session, caller.require_user(), size=RECENT)
            watched = await count_watched(session, caller)
        self.name = user.name
        self.recent = [OrderRow.of(order) for order in page.items]
        self.saved = quantity(watched.saved, "piece")
        self.following = quantity(watched.following, "workshop")
        self.alerts = quantity(watched.alerts, "alert")
