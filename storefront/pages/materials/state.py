import reflex as rx

from core.catalog.guide_queries import list_materials
from core.db.session import read_session
from core.seo.pages import Listed, list_head
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.rendering.shared_loads import shared
from storefront.components.guides import GuideTile
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

DESCRIPTION = "What pieces are made of, how to care for it, and what is known of its impact."


class MaterialsState(LoadState, HeadState, ShellState):
    tiles: list[GuideTile] = []

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        async with read_session() as session:
            found = await list_materials(session, self._preferences().currency)
        self.tiles = [GuideTile.of_material(material) for material in found]
        items = [(tile.name, tile.href) for tile in self.tiles]
        self._tell(list_head("Materials", DESCRIPTION, "/materials", Listed(items, len(items))))
