from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.editor_queries import ProductFilter, count_by_status, list_of_vendor
from core.catalog.publish_product import archive_product, pause_product, publish_product
from core.db.session import read_session, transaction
from core.kernel.currencies import CURRENCIES
from core.kernel.errors import DomainError, Invalid
from core.kernel.principal import Principal
from core.ui.acting import ActState, acts
from core.ui.format import quantity
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import changed, page_number
from vendor_portal.pages.products.views import PATH, VIEWS, ProductLine, ViewTab

SIZE = 25
LONGEST = 80
SORTS = ("updated", "title", "newest")
PICK = "pick:"

Deed = Callable[[AsyncSession, Principal, UUID], Awaitable[object]]
# By the value of the select: what is done to each product, and how it is told.
DEEDS: dict[str, tuple[Deed, str]] = {
    "publish": (publish_product, "published or sent to review"),
    "pause": (pause_product, "paused"),
    "archive": (archive_product, "archived"),
}


class ProductsState(LoadState, ActState, SessionState):
    tabs: list[ViewTab] = []
    rows: list[ProductLine] = []
    pager: Pager = Pager()
    view: str = "all"
    q: str = ""
    sort: str = "updated"
    is_low: bool = False
    low_href: str = ""
    problems: list[str] = []

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        self.refusal = self.done = self.busy = ""
        self.problems = []
        query = self.router.url.query_parameters
        self.view = query.get("status", "all") if query.get("status") in VIEWS else "all"
        self.sort = query.get("sort", "updated") if query.get("sort") in SORTS else "updated"
        self.q, self.is_low = query.get("q", "")[:LONGEST], query.get("stock") == "low"
        self.low_href = changed(PATH, self._query(), stock=None if self.is_low else "low")
        await self._show(page_number(query))

    @rx.event
    @requires(Caller.VENDOR)
    def search(self, form_data: dict[str, Any]) -> Any:
        text = str(form_data.get("q", "")).strip()[:LONGEST]
        return rx.redirect(changed(PATH, self._query(), q=text))

    @rx.event
    @requires(Caller.VENDOR)
    def set_sort(self, sort: str) -> Any:
        wanted = sort if sort in SORTS and sort != "updated" else None
        return rx.redirect(changed(PATH, self._query(), sort=wanted))

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def apply_to_picked(self, form_data: dict[str, Any]) -> None:
        """Each product on its own: one that is refused does not hold up the others."""
        picked = [read_id(name.removeprefix(PICK)) for name in form_data if PICK in name]
        if not picked:
            raise Invalid("Tick at least one product.")
        deed, told = _deed(form_data.get("deed"))
        caller, count = await self._principal(), 0
        self.problems = []
        for product_id in picked[:SIZE]:
            try:
                async with transaction() as session:
                    await deed(session, caller, product_id)
                count += 1
            except DomainError as refused:
                self.problems = [
                    *self.problems,
                    f"{self._title(product_id)}: {refused.message}",
                ]
        self.done = f"{quantity(count, 'product')} {told}." if count else ""
        await self._show(self.pager.number)

    async def _show(self, number: int) -> None:
        caller = await self._principal()
        vendor_id = caller.require_vendor()
        wanted = ProductFilter(
            text=self.q, statuses=VIEWS[self.view][1], is_low=self.is_low, sort=self.sort
        )
        async with read_session() as session:
            counts = await count_by_status(session, vendor_id)
            page = await list_of_vendor(
                session, vendor_id, CURRENCIES[0], wanted, number=number, size=SIZE
            )
        self.tabs = [ViewTab.of(slug, self.view, self._query(), counts) for slug in VIEWS]
        self.rows = [ProductLine.of(row) for row in page.items]
        self.pager = Pager.of(page, PATH, self._query(), noun="product")

    def _title(self, product_id: UUID) -> str:
        titles = {row.id: row.title for row in self.rows}
        return titles.get(str(product_id), "A product")

    def _query(self) -> dict[str, str]:
        facts = {
            "status": self.view if self.view != "all" else "",
            "sort": self.sort if self.sort != "updated" else "",
            "stock": "low" if self.is_low else "",
            "q": self.q,
        }
        return {key: text for key, text in facts.items() if text}


def _deed(name: object) -> tuple[Deed, str]:
    if name not in DEEDS:
        raise Invalid("Choose what to do with the ticked products.")
    return DEEDS[str(name)]
