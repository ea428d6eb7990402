from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx

from admin.components.panels import REASON
from admin.pages.customer.views import CustomerView
from admin.state.panels import PanelState
from core.db.session import read_session, transaction
from core.identity.deactivate_user import deactivate_user, reactivate_user
from core.identity.grant_role import grant_role, revoke_role
from core.identity.list_users import get_account
from core.kernel.principal import Principal, Role
from core.orders.directory import list_orders
from core.orders.order_filter import OrderFilter
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState

LAST_ORDERS = 10


class CustomerState(LoadState, PanelState, SessionState):
    """One account. Roles are for super admins; the core refuses everybody else."""

    if TYPE_CHECKING:
        user_id: str  # from the route, /customers/[user_id]

    customer: CustomerView = CustomerView()
    can_grant: bool = False

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = ""
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def deactivate(self, form_data: dict[str, Any]) -> None:
        caller, reason = await self._principal(), str(form_data.get(REASON, ""))
        async with transaction() as session:
            await deactivate_user(session, caller, self._id(), reason)
        self._finish("The account is closed and signed out everywhere. Its orders stay.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def reactivate(self, _form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await reactivate_user(session, caller, self._id())
        self._finish("The account is open again.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def make_operator(self, _form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await grant_role(session, caller, self._id(), Role.ADMIN)
        self._finish("They can sign in here now.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def end_operator(self, _form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await revoke_role(session, caller, self._id(), Role.ADMIN)
        self._finish("They are no operator any more.")
        await self._show()

    def _id(self) -> UUID:
        return read_id(self.customer.id)

    async def _show(self) -> None:
        caller: Principal = await self._principal()
        user_id = read_id(self.user_id)
        wanted = OrderFilter(user_id=user_id)
        async with read_session() as session:
            account = await get_account(session, caller, user_id)
            orders = await list_orders(session, caller, wanted, size=LAST_ORDERS)
        self.customer = CustomerView.of(account, orders)
        self.can_grant = Role.SUPER_ADMIN in caller.roles
