import asyncio
from collections.abc import AsyncIterator
from typing import Any

import plotly.graph_objects as go
import reflex as rx

from admin.pages.overview.plots import (
    LeaderRow,
    PlotView,
    funnel_plot,
    hours_plot,
    revenue_plot,
)
from admin.pages.overview.tiles import (
    Tile,
    conversion_tile,
    payments_tile,
    refunds_tile,
    sales_tiles,
)
from admin.pages.overview.views import (
    BEFORE,
    BooksView,
    QueueRow,
    RecentRow,
    Waiting,
    arrived,
    clock,
    range_tabs,
    waiting_of,
)
from admin.state.attempt import attempt
from admin.state.filters import one_of
from admin.state.tabs import ViewTab
from core.kernel.clock import utc_now
from core.kernel.principal import Principal
from core.orders.subscribers import ORDERS
from core.reporting import overview
from core.reporting.books import books
from core.reporting.period import Period, Range
from core.ui.format import quantity
from core.ui.guards import Caller, requires
from core.ui.live import subscribe
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from core.ui.urls import address

BREATH = 1.0  # seconds: what happens within them is shown at once


class OverviewState(LoadState, SessionState):
    """The shop right now. Each figure is read by itself and fails by itself.

    While the pointer or the focus is in the list of orders nothing moves in it: what comes
    meanwhile is announced.
    """

    ranges: list[ViewTab] = []
    tiles: list[Tile] = []
    todo: list[Waiting] = []
    queues: list[QueueRow] = []
    orders: list[RecentRow] = []
    books: BooksView = BooksView()
    as_of: str = ""
    news: str = ""
    _range: Range = Range.TODAY
    _is_held: bool = False

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> Any:
        caller = await self._principal()
        query = self.router.url.query_parameters
        self._range = one_of(Range, query, "range") or Range.TODAY
        self.ranges = range_tabs(self._range)
        self._is_held, self.news = False, ""
        await self._show_figures(caller)
        found = await attempt(lambda session: overview.recent_orders(session, caller))
        self.orders = [RecentRow.of(order) for order in found or []]
        now = utc_now()
        self.books = BooksView.of(await attempt(lambda session: books(session, caller, now)))
        return OverviewState.watch

    @rx.event(background=True)
    @requires(Caller.STAFF)
    async def watch(self) -> AsyncIterator[None]:
        async with subscribe(ORDERS, idle=30) as changes:
            async for _ in changes:
                await asyncio.sleep(BREATH)
                async with self:
                    caller = await self._principal()
                    if not caller.is_staff:
                        return
                    await self._show_figures(caller)
                    await self._show_arrivals(caller)
                yield

    @rx.event
    @requires(Caller.STAFF)
    def hold(self) -> None:
        self._is_held = True

    @rx.event
    @requires(Caller.STAFF)
    async def let_go(self) -> None:
        self._is_held = False
        await self._show_arrivals(await self._principal())

    async def _show_figures(self, caller: Principal) -> None:
        now = utc_now()
        period = Period.of(self._range, now)
        query = address("", {"from": period.start.date().isoformat()})
        sales = await attempt(lambda s: overview.sales(s, caller, period))
        funnel = await attempt(lambda s: overview.funnel(s, caller, period))
        refunds = await attempt(lambda s: overview.refunds(s, caller, period))
        health = await attempt(lambda s: overview.payment_health(s, caller, period))
        self.tiles = [
            *sales_tiles(sales, BEFORE[self._range], query),
            conversion_tile(funnel),
            payments_tile(health, query),
            refunds_tile(refunds, query),
        ]
        await self._show_work(caller)
        self.as_of = clock(now)

    async def _show_work(self, caller: Principal) -> None:
        queues = await attempt(lambda s: overview.queues(s, caller)) or []
        backlog = await attempt(lambda s: overview.backlog(s, caller))
        self.queues = [QueueRow.of(queue) for queue in queues]
        failed = sum(queue.failed for queue in queues)
        self.todo = waiting_of(backlog, failed) if backlog else []

    async def _show_arrivals(self, caller: Principal) -> None:
        found = await attempt(lambda s: overview.recent_orders(s, caller))
        rows = [RecentRow.of(order) for order in found or []]
        new = arrived(self.orders, rows)
        if new and self._is_held:
            self.news = f"{quantity(len(new), 'new order')}, shown when you leave the list"
            return
        self.news = f"{quantity(len(new), 'new order')}: {', '.join(new)}" if new else self.news
        self.orders = rows or self.orders


class ChartsState(SessionState):
    """The charts below: they come after the figures, and one without data is left out."""

    revenue: PlotView = PlotView()
    revenue_figure: go.Figure = go.Figure()
    hours: PlotView = PlotView()
    hours_figure: go.Figure = go.Figure()
    steps: PlotView = PlotView()
    steps_figure: go.Figure = go.Figure()
    products: list[LeaderRow] = []
    workshops: list[LeaderRow] = []

    @rx.event
    @requires(Caller.STAFF)
    async def load(self) -> None:
        caller, now = await self._principal(), utc_now()
        query = self.router.url.query_parameters
        period = Period.of(one_of(Range, query, "range") or Range.TODAY, now)
        if days := await attempt(lambda s: overview.revenue_by_day(s, caller, now)):
            self.revenue_figure, self.revenue = revenue_plot(days)
        if hours := await attempt(lambda s: overview.orders_by_hour(s, caller, now)):
            self.hours_figure, self.hours = hours_plot(hours)
        if funnel := await attempt(lambda s: overview.funnel(s, caller, period)):
            self.steps_figure, self.steps = funnel_plot(funnel)
        products = await attempt(lambda s: overview.top_products(s, caller, period)) or []
        workshops = await attempt(lambda s: overview.top_vendors(s, caller, period)) or []
        self.products = [LeaderRow.of(leader) for leader in products]
        self.workshops = [LeaderRow.of(leader) for leader in workshops]
