from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.open_cart import open_cart
from core.cart.service import LineChange, add_line
from core.catalog.card_queries import more_from_vendor, newest, related_to, similar_to_withdrawn
from core.catalog.comparable_queries import comparable_to
from core.catalog.errors import ProductGone, ProductNotFound
from core.catalog.page_queries import get_published
from core.catalog.price_history import price_histories
from core.catalog.read_models import ProductDetail
from core.catalog.slug_history import Named
from core.db.session import read_session, transaction
from core.kernel.clock import utc_now
from core.kernel.errors import DomainError
from core.reporting.models import ShopEventKind
from core.seo.pages import absent_head
from core.seo.product import product_head
from core.shipping.tariff import tariff_of
from core.ui.guards import personal, public
from core.ui.loading import LoadState, page_load
from core.ui.rendering.shared_loads import shared
from storefront.bag.state import BagState
from storefront.components.product_card import ProductCard
from storefront.pages.product.views import Offered, Place, ProductView, shown_at_once
from storefront.state.head import HeadState
from storefront.state.ids import read_id
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
    has_similar: bool = False
    postcode: str = ""
    more: list[ProductCard] = []
    alike: list[ProductCard] = []
    related: list[ProductCard] = []
    is_adding: bool = False
    added: str = ""
    refusal: str = ""
    _product_id: str = ""

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        self.added = self.refusal = ""
        self.is_gone = False
        try:
            await self._show()
        except ProductGone:
            self.is_gone = True
            self._tell(absent_head("No longer for sale"))
            await self._show_alternatives()

    @rx.event
    @personal
    @public
    async def count_view(self) -> None:
        if self._product_id and not self.is_gone:
            await count_visit(self, ShopEventKind.PRODUCT_VIEW, UUID(self._product_id))

    @rx.event
    @public
    async def add_to_bag(self, form_data: dict[str, Any]) -> AsyncIterator[Any]:
        """Whether there is such a variant, and whether it is for sale, the bag finds out."""
        self.is_adding = True
        self.added = self.refusal = ""
        yield
        try:
            change = await self._add(form_data)
        except DomainError as refused:
            self.refusal = refused.message
        else:
            self.added = change.notice or "It is in your bag."
            yield BagState.open_drawer
        self.is_adding = False

    async def _add(self, form_data: dict[str, Any]) -> LineChange:
        variant_id = read_id(form_data.get("variant"))
        caller = await self._principal()
        async with transaction() as session:
            cart = await open_cart(
                session, caller, self._bag_secret(), self._preferences().currency
            )
            wanted = _pieces(form_data.get("quantity"))
            change = await add_line(session, cart, variant_id, wanted)
        await self._count_bag(caller)
        # A quick press may come before this tab's own load.
        product_id = UUID(self._product_id) if self._product_id else None
        await count_visit(self, ShopEventKind.BAG_ADD, product_id)
        return change

    async def _show(self) -> None:
        chosen = self._preferences()
        async with read_session() as session:
            product = await self._found(session, chosen.currency)
            variant = product.variant(self.router.url.query_parameters.get("variant", ""))
            tariff = await tariff_of(session, product.workshop.id, chosen.currency)
            shown = [each.id for each in shown_at_once(product, variant)]
            histories = await price_histories(session, shown, chosen.currency)
            more = await more_from_vendor(session, product, most=MOST_MORE)
            alike = await comparable_to(session, product, variant, most=MOST_MORE)
            related = await related_to(session, product, most=MOST_MORE)
        place = Place(chosen.country, chosen.postcode)
        offered = Offered(tariff, place, utc_now().date(), histories)
        self._tell(product_head(product, variant, tariff))
        self.product = ProductView.of(product, variant, offered)
        self.postcode = chosen.postcode
        self._product_id = str(product.id)
        self.more = [ProductCard.of(card) for card in more]
        self.alike = [ProductCard.of(card) for card in alike]
        shown = {card.id for card in alike}
        self.related = [ProductCard.of(card) for card in related if card.id not in shown]

    async def _found(self, session: AsyncSession, currency: str) -> ProductDetail:
        try:
            return await get_published(session, self.slug, currency)
        except ProductNotFound:
            await leave_if_renamed(session, Named.PRODUCT, self.slug)
            raise

    async def _show_alternatives(self) -> None:
        async with read_session() as session:
            currency = self._preferences().currency
            cards = await similar_to_withdrawn(session, self.slug, currency, most=MOST_MORE)
            self.has_similar = bool(cards)
            cards = cards or await newest(session, currency, most=MOST_MORE)
        self.related = [ProductCard.of(card) for card in cards]


def _pieces(typed: object) -> int:
    """What stands in the field, at least one."""
    digits = str(typed or "")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < 4  # noqa: PLR2004
    return max(1, min(int(digits), MOST_PIECES)) if is_number else 1
