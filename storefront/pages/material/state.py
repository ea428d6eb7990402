from typing import TYPE_CHECKING, Any

import reflex as rx

from core.catalog.guide_queries import MATERIAL, get_material, impact_of
from core.db.session import read_session
from core.seo.pages import list_head
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.rendering.shared_loads import shared
from storefront.listing.head import first_picture, listed
from storefront.listing.load import Scope, load_listing
from storefront.listing.parameters import Parameters
from storefront.listing.price_form import with_price
from storefront.listing.views import ListingView
from storefront.pages.material.views import MaterialView
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

TRAIL = [("Home", "/"), ("Materials", "/materials")]


class MaterialState(LoadState, HeadState, ShellState):
    if TYPE_CHECKING:
        slug: str  # from the route, /materials/[slug]

    material: MaterialView = MaterialView()
    listing: ListingView = ListingView()

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        currency = self._preferences().currency
        async with read_session() as session:
            found = await get_material(session, self.slug)
            ranges = await impact_of(session, self.slug, currency)
        path = f"/materials/{found.slug}"
        chosen = self._parameters()
        self.material = MaterialView.of(found, ranges)
        self.listing = await load_listing(
            path, chosen, self._preferences(), Scope(facets={MATERIAL: found.names})
        )
        self._tell(
            list_head(
                found.name,
                found.intro,
                path,
                listed(self.listing, chosen),
                trail=TRAIL,
                image=first_picture(self.listing),
            )
        )

    @rx.event
    @public
    def set_price(self, form_data: dict[str, Any]) -> Any:
        path = f"/materials/{self.slug}"
        return rx.redirect(with_price(self._parameters(), form_data).href(path))

    def _parameters(self) -> Parameters:
        return Parameters.read(self.router.url.query_parameters)
