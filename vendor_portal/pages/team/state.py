from dataclasses import dataclass
from typing import Any, Self

import reflex as rx

from core.db.session import read_session, transaction
from core.kernel.errors import Invalid
from core.kernel.principal import VendorRole
from core.ui.acting import ActState, acts
from core.ui.format import day
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from core.vendors.change_member_role import change_member_role
from core.vendors.invite_member import invite_member
from core.vendors.list_members import list_members
from core.vendors.queries import Membership
from core.vendors.remove_member import remove_member

ROLES = [
    (VendorRole.OWNER.value, "Owner: everything"),
    (VendorRole.CATALOG.value, "Catalog: products and stock"),
    (VendorRole.ORDERS.value, "Orders: pack, ship, refund"),
    (VendorRole.FINANCE.value, "Finance: balance and refunds"),
    (VendorRole.SUPPORT.value, "Support: looks only"),
]


@dataclass(frozen=True, slots=True)
class MemberRow:
    id: str
    name: str
    email: str
    role: str
    since: str
    is_pending: bool

    @classmethod
    def of(cls, found: Membership) -> Self:
        joined = found.member.joined_at
        return cls(
            id=str(found.member.id),
            name=found.user.name,
            email=found.user.email,
            role=found.member.role.value,
            since=f"Since {day(joined)}" if joined else "Invited",
            is_pending=found.is_pending,
        )


class TeamState(LoadState, ActState, SessionState):
    rows: list[MemberRow] = []
    is_owner: bool = False

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        self.refusal = self.done = self.busy = ""
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def invite(self, form_data: dict[str, Any]) -> None:
        caller, role = await self._principal(), _role(form_data.get("role"))
        email = str(form_data.get("email", ""))
        async with transaction() as session:
            await invite_member(session, caller, email, role)
        self.done = "The invitation is on its way. It can be used for 14 days."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def change_role(self, member_id: str, role: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await change_member_role(session, caller, read_id(member_id), _role(role))
        self.done = "The role counts from now on."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def remove(self, member_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await remove_member(session, caller, read_id(member_id))
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            members = await list_members(session, caller)
        self.is_owner = caller.vendor_role is VendorRole.OWNER
        self.rows = [MemberRow.of(found) for found in members]


def _role(text: object) -> VendorRole:
    try:
        return VendorRole(str(text))
    except ValueError:
        raise Invalid("Choose a role.", field="role") from None
