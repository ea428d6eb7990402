from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.open_cart import open_cart
from core.cart.service import LineChange, add_line
from core.catalog.card_queries import more_from_vendor, newest, related_to
from core.catalog.errors import ProductGone, ProductNotFound
from core.catalog.page_queries import get_published
from core.catalog.read_models import ProductDetail, VariantData
from core.catalog.slug_history import Named
from core.db.session import read_session, transaction
from core.kernel.clock import utc_now
from core.kernel.errors import DomainError
from core.reporting.models import ShopEventKind
from core.seo.pages import absent_head
from core.seo.product import product_head
from core.shipping.tariff import tariff_of
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from storefront.bag.state import BagState
from storefront.components.product_card import ProductCard
from storefront.pages.product.views import DeliveryView, ProductView
from storefront.state.head import HeadState
from storefront.state.moved import leave_if_renamed
from storefront.state.shell import ShellState
from storefront.state.visits import count_visit

MOST_MORE = 6
MOST_PIECES = 99


class ProductState(LoadState, HeadState, ShellState):
    if TYPE_CHECKING:
        slug: str  # from the route, /p/[slug]

    product: ProductView = ProductView()
    is_gone: bool = False
    more: list[ProductCard] = []
    related: list[ProductCard] = []
    quantity: int = 1
    is_adding: bool = False
    added: str = ""
    refusal: str = ""
    _variant_id: str = ""
    _product_id: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self.added = self.refusal = ""
        self.is_gone = False
        self.quantity = 1
        try:
            await self._show()
            await count_visit(self, ShopEventKind.PRODUCT_VIEW, UUID(self._product_id))
        except ProductGone:
            self.is_gone = True
            self._tell(absent_head("No longer for sale"))
            await self._show_alternatives()

    @rx.event
    @public
    def set_quantity(self, wanted: int) -> None:
        self.quantity = max(1, min(int(wanted), MOST_PIECES))

    @rx.event
    @public
    async def add_to_bag(self) -> AsyncIterator[Any]:
        self.is_adding = True
        self.added = self.refusal = ""
        yield
        try:
            change = await self._add()
        except DomainError as refused:
            self.refusal = refused.message
        else:
            self.added = change.notice or "It is in your bag."
            yield BagState.open_drawer
        self.is_adding = False

    async def _add(self) -> LineChange:
        caller = await self._principal()
        async with transaction() as session:
            cart = await open_cart(
                session, caller, self._bag_secret(), self._preferences().currency
            )
            change = await add_line(session, cart, UUID(self._variant_id), self.quantity)
        await self._count_bag(caller)
        await count_visit(self, ShopEventKind.BAG_ADD, UUID(self._product_id))
        return change

    async def _show(self) -> None:
        chosen = self._preferences()
        async with read_session() as session:
            product = await self._found(session, chosen.currency)
            variant = product.variant(self.router.url.query_parameters.get("variant", ""))
            tariff = await tariff_of(session, product.workshop.id, chosen.currency)
            more = await more_from_vendor(session, product, most=MOST_MORE)
            related = await related_to(session, product, most=MOST_MORE)
        rate = tariff.rate_to(chosen.country, variant.price)
        delivery = DeliveryView.of(rate, variant, chosen.country, utc_now().date())
        self._tell(product_head(product, variant, tariff))
        self._keep(product, variant, delivery)
        self.more = [ProductCard.of(card) for card in more]
        self.related = [ProductCard.of(card) for card in related]

    async def _found(self, session: AsyncSession, currency: str) -> ProductDetail:
        try:
            return await get_published(session, self.slug, currency)
        except ProductNotFound:
            await leave_if_renamed(session, Named.PRODUCT, self.slug)
            raise

    def _keep(
        self, product: ProductDetail, variant: VariantData, delivery: DeliveryView
    ) -> None:
        self.product = ProductView.of(product, variant, delivery)
        self._variant_id = str(variant.id)
        self._product_id = str(product.id)

    async def _show_alternatives(self) -> None:
        async with read_session() as session:
            cards = await newest(session, self._preferences().currency, most=MOST_MORE)
        self.related = [ProductCard.of(card) for card in cards]
