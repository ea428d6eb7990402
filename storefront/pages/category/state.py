from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import reflex as rx

from core.catalog.category_queries import category_tree, find_category, path_to
from core.catalog.errors import CategoryNotFound
from core.catalog.read_models import CategoryNode
from core.catalog.slug_history import Named
from core.db.session import read_session
from core.seo.pages import list_head
from core.ui.format import number
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.rendering.shared_loads import shared
from storefront.listing.facet_views import Choice
from storefront.listing.head import first_picture, listed
from storefront.listing.load import Scope, load_listing
from storefront.listing.parameters import Parameters
from storefront.listing.price_form import with_price
from storefront.listing.views import ListingView
from storefront.state.head import HeadState
from storefront.state.moved import leave_if_renamed
from storefront.state.shell import ShellState


@dataclass(frozen=True, slots=True)
class CategoryView:
    name: str = ""
    intro: str = ""
    trail: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    children: list[Choice] = field(default_factory=list[Choice])


class CategoryState(LoadState, HeadState, ShellState):
    if TYPE_CHECKING:
        slug: str  # from the route, /c/[slug]

    category: CategoryView = CategoryView()
    listing: ListingView = ListingView()

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        currency = self._preferences().currency
        async with read_session() as session:
            found = await find_category(session, self.slug)
            if found is None:
                await leave_if_renamed(session, Named.CATEGORY, self.slug)
                raise CategoryNotFound(self.slug)
            path = await path_to(session, found.id)
            tree = await category_tree(session, currency)
        self.category = CategoryView(
            name=found.name,
            intro=found.intro,
            trail=[("Home", "/"), *((step.name, f"/c/{step.slug}") for step in path[:-1])],
            children=_children(tree, [step.slug for step in path]),
        )
        self.listing = await load_listing(
            f"/c/{found.slug}",
            self._parameters(),
            self._preferences(),
            Scope(category=found.slug),
        )
        self._tell(
            list_head(
                found.name,
                found.intro,
                f"/c/{found.slug}",
                listed(self.listing, self._parameters()),
                trail=self.category.trail,
                image=first_picture(self.listing),
            )
        )

    @rx.event
    @public
    def set_price(self, form_data: dict[str, Any]) -> Any:
        return rx.redirect(with_price(self._parameters(), form_data).href(f"/c/{self.slug}"))

    def _parameters(self) -> Parameters:
        return Parameters.read(self.router.url.query_parameters)


def _children(tree: tuple[CategoryNode, ...], path: list[str]) -> list[Choice]:
    """What lies directly below the category at the end of the path."""
    nodes = tree
    for slug in path:
        nodes = next((node.children for node in nodes if node.category.slug == slug), ())
    return [
        Choice(
            node.category.slug,
            node.category.name,
            number(node.products),
            f"/c/{node.category.slug}",
        )
        for node in nodes
        if node.products
    ]
