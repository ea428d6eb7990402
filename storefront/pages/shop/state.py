from typing import TYPE_CHECKING, Any

import reflex as rx

from core.catalog.slug_history import Named
from core.db.session import read_session
from core.reviews.workshop_queries import latest_of, rating_of
from core.saved.follow_queries import count_followers
from core.seo.pages import shop_head
from core.ui.format import quantity
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.rendering.shared_loads import shared
from core.vendors.errors import VendorNotFound
from core.vendors.queries import find_approval
from core.vendors.shop import get_shop
from storefront.listing.head import first_picture, listed
from storefront.listing.load import Scope, load_listing
from storefront.listing.parameters import Parameters
from storefront.listing.price_form import with_price
from storefront.listing.views import ListingView
from storefront.pages.shop.views import ShopView
from storefront.state.head import HeadState
from storefront.state.moved import leave_if_renamed
from storefront.state.shell import ShellState


class ShopState(LoadState, HeadState, ShellState):
    if TYPE_CHECKING:
        slug: str  # from the route, /shop/[slug]

    shop: ShopView = ShopView()
    followers: str = ""
    listing: ListingView = ListingView()

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        async with read_session() as session:
            try:
                shop = await get_shop(session, self.slug)
            except VendorNotFound:
                await leave_if_renamed(session, Named.VENDOR, self.slug)
                raise
            approved_at = await find_approval(session, shop.id)
            rating = await rating_of(session, shop.id)
            reviews = await latest_of(session, shop.id)
            followers = await count_followers(session, shop.id)
        self.followers = quantity(followers, "follower")
        self.shop = ShopView.of(shop, approved_at=approved_at, rating=rating, reviews=reviews)
        self.listing = await load_listing(
            f"/shop/{shop.slug}",
            self._parameters(),
            self._preferences(),
            Scope(vendor=shop.slug),
        )
        shown = listed(self.listing, self._parameters())
        self._tell(shop_head(shop, shown, first_picture(self.listing)))

    @rx.event
    @public
    def set_price(self, form_data: dict[str, Any]) -> Any:
        return rx.redirect(with_price(self._parameters(), form_data).href(f"/shop/{self.slug}"))

    def _parameters(self) -> Parameters:
        return Parameters.read(self.router.url.query_parameters)
