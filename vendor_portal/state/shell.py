"""What the frame knows: who asks, for which workshop, and what has just been ordered."""

from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from core.db.session import read_session
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.statuses import VendorOrderStatus
from core.orders.subscribers import vendor_channel
from core.ui.format import quantity
from core.ui.guards import Caller, public, requires
from core.ui.live import subscribe
from core.ui.session import SessionState
from core.vendors.models import VendorStatus
from core.vendors.queries import get_vendor

BEFORE_APPROVAL = {VendorStatus.APPLIED, VendorStatus.ONBOARDING, VendorStatus.REJECTED}


class ShellState(SessionState):
    shop_name: str = ""
    selvedge: str = ""
    to_accept: str = ""
    news: str = ""
    is_setting_up: bool = False
    is_in_review: bool = False
    is_suspended: bool = False
    _accept_count: int = -1

    @rx.event
    @public
    async def load_shell(self) -> Any:
        """Runs first on every page; pages that show anything guard their own handlers."""
        caller = await self._principal()
        self._show_caller(caller)
        self.news = ""
        if caller.vendor_id is None:
            return None
        await self._show_workshop(caller)
        return ShellState.watch_orders

    @rx.event(background=True)
    @requires(Caller.VENDOR)
    async def watch_orders(self) -> AsyncIterator[None]:
        """Says that an order came in, wherever in the portal one is."""
        async with self:
            caller = await self._principal()
        if caller.vendor_id is None:
            return
        async with subscribe(vendor_channel(caller.vendor_id)) as changes:
            async for _ in changes:
                async with self:
                    caller = await self._principal()
                    if caller.vendor_id is None:
                        return
                    await self._count_orders(caller)
                yield

    @rx.event
    @requires(Caller.VENDOR)
    def dismiss_news(self) -> None:
        self.news = ""

    async def _show_workshop(self, caller: Principal) -> None:
        async with read_session() as session:
            vendor = await get_vendor(session, caller.require_vendor())
        self.shop_name, self.selvedge = vendor.name, vendor.selvedge
        self.is_setting_up = vendor.status in BEFORE_APPROVAL
        self.is_in_review = vendor.status is VendorStatus.IN_REVIEW
        self.is_suspended = vendor.status is VendorStatus.SUSPENDED
        self._accept_count = -1
        await self._count_orders(caller)

    async def _count_orders(self, caller: Principal) -> None:
        """Orders that wait for an answer; more of them than before is news."""
        async with read_session() as session:
            counts = await orders.count_of_vendor_by_status(session, caller.require_vendor())
        waiting = counts.get(VendorOrderStatus.PLACED, 0)
        if 0 <= self._accept_count < waiting:
            self.news = quantity(waiting - self._accept_count, "new order")
        self._accept_count = waiting
        self.to_accept = str(waiting) if waiting else ""
