import reflex as rx

from core.catalog.guide_queries import list_collections
from core.db.session import read_session
from core.seo.pages import Listed, list_head
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.rendering.shared_loads import shared
from core.ui.urls import page_number
from storefront.components.guides import GuideTile
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

PATH, PAGE_SIZE = "/collections", 12
DESCRIPTION = "Pieces that belong together, chosen by people who work here."


class CollectionsState(LoadState, HeadState, ShellState):
    tiles: list[GuideTile] = []
    pager: Pager = Pager()

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            page = await list_collections(
                session, self._preferences().currency, number=number, size=PAGE_SIZE
            )
        self.tiles = [GuideTile.of_collection(found) for found in page.items]
        self.pager = Pager.of(page, PATH, {}, noun="collection")
        items = [(tile.name, tile.href) for tile in self.tiles]
        listed = Listed(items, page.total, page.number)
        self._tell(list_head("Collections", DESCRIPTION, PATH, listed))
