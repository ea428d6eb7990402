import reflex as rx

from core.db.session import read_session
from core.seo.pages import Listed, list_head
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.urls import page_number
from core.vendors.models import VendorStatus
from core.vendors.queries import list_vendors
from storefront.components.workshop import WorkshopCard
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

PAGE_SIZE = 24
LONGEST_TEXT = 80
DESCRIPTION = "Everyone who sells on EcoMarket: where they work and what they make."


class ShopsState(LoadState, HeadState, ShellState):
    shops: list[WorkshopCard] = []
    pager: Pager = Pager()
    words: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        query = self.router.url.query_parameters
        self.words = query.get("q", "").strip()[:LONGEST_TEXT]
        async with read_session() as session:
            page = await list_vendors(
                session,
                status=VendorStatus.APPROVED,
                search=self.words,
                page=page_number(query),
                size=PAGE_SIZE,
            )
        self._tell(
            list_head(
                "Workshops",
                DESCRIPTION,
                "/shops",
                Listed(
                    [(vendor.name, f"/shop/{vendor.slug}") for vendor in page.items],
                    page.total,
                    page.number,
                    is_narrowed=bool(self.words),
                ),
            )
        )
        self.shops = [WorkshopCard.of(vendor) for vendor in page.items]
        self.pager = Pager.of(page, "/shops", {"q": self.words}, noun="workshop")
