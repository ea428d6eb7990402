from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import reflex as rx

from core.catalog.slug_history import Named
from core.db.session import read_session
from core.seo.pages import shop_head
from core.ui.countries import country_name
from core.ui.format import day, quantity
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.vendors.errors import VendorNotFound
from core.vendors.shop import Shop, get_shop
from storefront.components.workshop import WorkshopCard
from storefront.listing.head import first_picture, listed
from storefront.listing.load import Scope, load_listing
from storefront.listing.parameters import Parameters
from storefront.listing.price_form import with_price
from storefront.listing.views import ListingView
from storefront.pages.product.facts import Fact, policies_of
from storefront.state.head import HeadState
from storefront.state.moved import leave_if_renamed
from storefront.state.shell import ShellState


@dataclass(frozen=True, slots=True)
class ShopView:
    card: WorkshopCard = field(default_factory=WorkshopCard)
    facts: list[Fact] = field(default_factory=list[Fact])
    policies: list[Fact] = field(default_factory=list[Fact])
    trader: list[Fact] = field(default_factory=list[Fact])

    @classmethod
    def of(cls, shop: Shop) -> Self:
        since = f"{shop.founded}" if shop.founded else ""
        least, most = shop.dispatch_days_min, shop.dispatch_days_max
        facts = (
            ("Making since", since),
            ("People", quantity(shop.people, "person", "people") if shop.people else ""),
            (
                "Leaves the workshop in",
                f"{least}–{most} days",
            ),
            ("On EcoMarket since", day(shop.joined_on) if shop.joined_on else ""),
        )
        trader = (
            ("Trader", shop.legal_name or shop.name),
            ("Address", f"{shop.legal_address}, {country_name(shop.country)}"),
            ("E-mail", shop.email),
            ("VAT number", shop.vat_id),
        )
        return cls(
            card=WorkshopCard.of(shop),
            facts=[Fact(term, value) for term, value in facts if value],
            policies=policies_of(shop.policies),
            trader=[Fact(term, value) for term, value in trader if value],
        )


class ShopState(LoadState, HeadState, ShellState):
    if TYPE_CHECKING:
        slug: str  # from the route, /shop/[slug]

    shop: ShopView = ShopView()
    listing: ListingView = ListingView()

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        async with read_session() as session:
            try:
                shop = await get_shop(session, self.slug)
            except VendorNotFound:
                await leave_if_renamed(session, Named.VENDOR, self.slug)
                raise
        self.shop = ShopView.of(shop)
        self.listing = await load_listing(
            f"/shop/{shop.slug}",
            self._parameters(),
            self._preferences().currency,
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
