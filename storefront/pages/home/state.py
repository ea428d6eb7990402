from dataclasses import dataclass

import reflex as rx

from core.catalog.card_queries import newest
from core.catalog.category_queries import category_tree
from core.catalog.guide_queries import list_collections, list_materials
from core.db.session import read_session
from core.seo.head import HeadImage
from core.seo.pages import home_head
from core.ui.components.media import ImageView
from core.ui.format import quantity
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.rendering.shared_loads import shared
from core.vendors.models import VendorStatus
from core.vendors.queries import count_by_status
from core.vendors.shop import get_shop
from storefront.components.guides import GuideTile
from storefront.components.pictures import first_image
from storefront.components.product_card import ProductCard
from storefront.components.workshop import WorkshopCard
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

NEW_PIECES, MATERIALS, COLLECTIONS = 8, 6, 3


@dataclass(frozen=True, slots=True)
class Department:
    name: str = ""
    count: str = ""
    href: str = ""


class HomeState(LoadState, HeadState, ShellState):
    cards: list[ProductCard] = []
    hero: ImageView = ImageView()
    hero_href: str = ""
    tree: list[Department] = []
    materials: list[GuideTile] = []
    collections: list[GuideTile] = []
    story: WorkshopCard = WorkshopCard()
    workshops: str = ""

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        currency = self._preferences().currency
        async with read_session() as session:
            new = await newest(session, currency, most=NEW_PIECES + 1)
            tree = await category_tree(session, currency)
            counts = await count_by_status(session)
            materials = await list_materials(session, currency)
            collections = await list_collections(session, currency, size=COLLECTIONS)
            story = await get_shop(session, new[0].workshop_slug) if new else None
        self.materials = [GuideTile.of_material(one) for one in materials[:MATERIALS]]
        self.collections = [GuideTile.of_collection(one) for one in collections.items]
        self.workshops = quantity(counts.get(VendorStatus.APPROVED, 0), "workshop")
        self.hero = first_image(new[0].images, new[0].title) if new else ImageView()
        self.hero_href = f"/p/{new[0].slug}" if new else ""
        first = next(iter(new[0].images), None) if new else None
        shown = HeadImage.of(first.picture, first.alt) if first else HeadImage()
        self._tell(home_head(shown))
        self.cards = [ProductCard.of(card) for card in new[1:] or new]
        self.story = WorkshopCard.of(story) if story else WorkshopCard()
        self.tree = [
            Department(
                node.category.name,
                quantity(node.products, "piece"),
                f"/c/{node.category.slug}",
            )
            for node in tree
            if node.products
        ]
