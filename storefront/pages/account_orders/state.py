import reflex as rx

from core.db.session import read_session
from core.kernel.clock import utc_now
from core.orders.buyer_queries import OwnFilter, list_own_orders
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.urls import page_number
from storefront.components.order_rows import ON_THE_WAY, OrderRow
from storefront.state.shell import ShellState

YEARS_SHOWN = 5
STATUSES = [
    ("", "Any state"),
    *((status.value, words[0]) for status, words in ON_THE_WAY.items()),
]


class AccountOrdersState(LoadState, ShellState):
    rows: list[OrderRow] = []
    pager: Pager = Pager()
    text: str = ""
    chosen: str = ""
    year: str = ""
    years: list[tuple[str, str]] = []
    is_narrowed: bool = False
    has_filter: bool = False

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        query = self.router.url.query_parameters
        wanted = OwnFilter.of(query)
        async with read_session() as session:
            page = await list_own_orders(
                session, caller.require_user(), wanted, page=page_number(query)
            )
        self.rows = [OrderRow.of(order) for order in page.items]
        self.pager = Pager.of(page, "/account/orders", wanted.query(), noun="order")
        self.text, self.chosen = wanted.text, wanted.status or ""
        self.year = str(wanted.year or "")
        this_year = utc_now().year
        self.years = [("", "Any year")] + [
            (str(year), str(year)) for year in range(this_year, this_year - YEARS_SHOWN, -1)
        ]
        self.is_narrowed = bool(wanted.query())
        self.has_filter = self.is_narrowed or bool(self.rows)
