from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from admin.components.panels import REASON
from admin.pages.vendor.views import VendorView, plan_options
from admin.state.panels import PanelState
from core.db.session import read_session, transaction
from core.identity.list_users import names_of
from core.kernel.principal import Principal
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from core.vendors import commission, directory
from core.vendors.approve_vendor import approve_vendor
from core.vendors.reinstate_vendor import reinstate_vendor
from core.vendors.reject_vendor import reject_vendor
from core.vendors.request_changes import request_changes
from core.vendors.suspend_vendor import suspend_vendor
from core.vendors.trust_vendor import moderate_vendor, trust_vendor

Decide = Callable[[AsyncSession, Principal, UUID], Awaitable[Any]]
DecideWithReason = Callable[[AsyncSession, Principal, UUID, str], Awaitable[Any]]


class VendorState(LoadState, PanelState, SessionState):
    """One workshop. A decision about a review leads on to the next one in the queue."""

    if TYPE_CHECKING:
        vendor_id: str  # from the route, /vendors/[vendor_id]

    vendor: VendorView = VendorView()
    plans: list[tuple[str, str]] = []

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def approve(self) -> Any:
        await self._decide(approve_vendor)
        return await self._next("is approved")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def ask_for_changes(self, form_data: dict[str, Any]) -> Any:
        await self._decide_because(request_changes, form_data)
        return await self._next("is asked for changes")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def reject(self, form_data: dict[str, Any]) -> Any:
        await self._decide_because(reject_vendor, form_data)
        return await self._next("is rejected")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def suspend(self, form_data: dict[str, Any]) -> None:
        await self._decide_because(suspend_vendor, form_data)
        self._finish("Suspended: its products are hidden, open orders go on.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def reinstate(self) -> None:
        await self._decide(reinstate_vendor)
        self._finish("Reinstated: its products are on sale again.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def trust(self) -> None:
        await self._decide(trust_vendor)
        self._finish("Its products are shown as soon as it publishes them.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def moderate(self) -> None:
        await self._decide(moderate_vendor)
        self._finish("What it publishes from now on waits for a moderator.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def assign_plan(self, form_data: dict[str, Any]) -> None:
        caller, chosen = await self._principal(), str(form_data.get("plan", ""))
        plan_id = read_id(chosen) if chosen else None
        async with transaction() as session:
            await commission.assign_plan(session, caller, self._id(), plan_id)
        self.done = "The plan holds for orders from now on."
        await self._show()

    def _id(self) -> UUID:
        return read_id(self.vendor.id)

    async def _decide(self, decide: Decide) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await decide(session, caller, self._id())
        await self._show()

    async def _decide_because(
        self, decide: DecideWithReason, form_data: dict[str, Any]
    ) -> None:
        caller, reason = await self._principal(), str(form_data.get(REASON, ""))
        async with transaction() as session:
            await decide(session, caller, self._id(), reason)
        await self._show()

    async def _next(self, outcome: str) -> Any:
        caller, name = await self._principal(), self.vendor.name
        async with read_session() as session:
            queue = await directory.list_review_queue(session, caller, size=1)
        waiting = next((vendor for vendor, _ in queue.items), None)
        self._finish()
        target = f"/vendors/{waiting.id}" if waiting else "/vendors?status=in_review"
        return [rx.toast.success(f"{name} {outcome}."), rx.redirect(target)]

    async def _show(self) -> None:
        caller, vendor_id = await self._principal(), read_id(self.vendor_id)
        async with read_session() as session:
            vendor = await directory.get_vendor(session, caller, vendor_id)
            members = await directory.list_members_of(session, caller, vendor_id)
            changes = await directory.list_history(session, caller, vendor_id)
            names = await names_of(session, caller, {change.actor for change in changes})
            rate = await commission.commission_bps(session, vendor_id)
            plans = await commission.list_plans(session, caller)
        self.vendor = VendorView.of(vendor, members, changes, names, rate)
        self.plans = plan_options(plans)
