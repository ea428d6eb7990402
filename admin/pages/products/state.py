from typing import Any

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from admin.pages.products.views import PATH, ProductRow, status_tabs
from admin.state.filters import kept, one_of, text_of
from admin.state.tabs import ViewTab
from core.catalog import editor_queries, moderation
from core.catalog.edit_models import ProductRow as ProductFacts
from core.catalog.editor_queries import ProductFilter
from core.catalog.models import ProductStatus
from core.db.session import read_session
from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, changed, page_number

CURRENCY = "EUR"
SIZE = 25


class ProductsState(LoadState, SessionState):
    tabs: list[ViewTab] = []
    rows: list[ProductRow] = []
    pager: Pager = Pager()
    q: str = ""
    vendor: str = ""
    clear_vendor_href: str = ""
    is_queue: bool = False
    form_key: str = ""
    _status: ProductStatus | None = None

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        query = self.router.url.query_parameters
        self.q, self.vendor = text_of(query), text_of(query, "vendor")
        self._status = one_of(ProductStatus, query, "status")
        self.is_queue = self._status is ProductStatus.IN_REVIEW and not (self.q or self.vendor)
        async with read_session() as session:
            counts = await moderation.count_by_status(session, caller)
            page = await self._read(session, caller, page_number(query))
        self.tabs = status_tabs(self._status, self._query(), counts)
        self.rows = [ProductRow.of(facts) for facts in page.items]
        self.pager = Pager.of(page, PATH, self._query(), noun="product")
        self.form_key = address(PATH, self._query())
        self.clear_vendor_href = changed(PATH, self._query(), vendor=None)

    @rx.event
    @requires(Caller.STAFF)
    def search(self, form_data: dict[str, Any]) -> Any:
        sent = {"q": str(form_data.get("q", ""))}
        return rx.redirect(changed(PATH, self._query(), q=text_of(sent)))

    async def _read(
        self, session: AsyncSession, caller: Principal, number: int
    ) -> Page[ProductFacts]:
        if self.is_queue:
            return await editor_queries.moderation_queue(
                session, caller, CURRENCY, number=number, size=SIZE
            )
        statuses = (self._status,) if self._status else ()
        wanted = ProductFilter(text=self.q, statuses=statuses, vendor_slug=self.vendor)
        return await editor_queries.list_all(
            session, caller, CURRENCY, wanted, number=number, size=SIZE
        )

    def _query(self) -> dict[str, str]:
        return kept(q=self.q, status=self._status, vendor=self.vendor)
