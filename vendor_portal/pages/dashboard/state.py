from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from core.db.session import read_session
from core.kernel.clock import utc_now
from core.orders.subscribers import vendor_channel
from core.reporting import vendor_dashboard as figures
from core.ui.charts import Chart
from core.ui.guards import Caller, requires
from core.ui.live import subscribe
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from vendor_portal.pages.dashboard.views import (
    SellerRow,
    SetupStep,
    Task,
    Tile,
    sales_chart,
    setup_steps,
    tasks_of,
    tiles_of,
)


class DashboardState(LoadState, SessionState):
    tasks: list[Task] = []
    tiles: list[Tile] = []
    chart: Chart = Chart()
    sellers: list[SellerRow] = []
    setup: list[SetupStep] = []
    has_sales: bool = False

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> Any:
        caller, now = await self._principal(), utc_now()
        async with read_session() as session:
            sales = await figures.sales(session, caller, now)
            balance = await figures.balance(session, caller)
            sellers = await figures.best_sellers(session, caller, now)
            setup = await figures.setup(session, caller)
        self.tiles, self.chart = tiles_of(sales, balance), sales_chart(sales)
        self.has_sales = bool(sales.orders or sales.orders_before)
        self.sellers = [SellerRow.of(found) for found in sellers]
        self.setup = [] if setup.is_complete else setup_steps(setup)
        await self._show_tasks()
        return DashboardState.watch

    @rx.event(background=True)
    @requires(Caller.VENDOR)
    async def watch(self) -> AsyncIterator[None]:
        """What is to be done follows the orders."""
        async with self:
            caller = await self._principal()
        if caller.vendor_id is None:
            return
        async with subscribe(vendor_channel(caller.vendor_id)) as changes:
            async for _ in changes:
                async with self:
                    await self._show_tasks()
                yield

    async def _show_tasks(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            found = await figures.to_do(session, caller)
        self.tasks = tasks_of(found, utc_now())
