"""A list as its page shows it: today's price beside the one of the day a piece was saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.offers import Offer
from core.cart.queries import offers
from core.catalog.card_queries import cards_by_ids
from core.catalog.read_models import ProductCardData, ProductImageData
from core.inventory import queries as inventory
from core.kernel.money import Money
from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.saved import links, queries
from core.saved.errors import NoSuchList
from core.saved.lists import get_shared
from core.saved.models import SavedList, SavedPiece
from core.saved.owner import find_owner

PAGE_SIZE = 24


@dataclass(frozen=True, slots=True)
class SavedPieceData:
    """``variant_id`` is what the bag takes: the variant that was saved, or the only one there
    is. ``price`` is None for what cannot be seen in this currency any more.
    """

    id: UUID
    product_id: UUID
    variant_id: UUID | None
    slug: str
    title: str
    sku: str
    options: str
    workshop_name: str
    workshop_selvedge: str
    note: str
    image: ProductImageData | None
    price: Money | None
    is_from: bool
    is_buyable: bool
    seen: Money | None

    @property
    def price_change(self) -> Money | None:
        """Since it was saved; None when it costs the same, or was seen in another currency."""
        if self.price is None or self.seen is None or self.price == self.seen:
            return None
        return self.price - self.seen if self.price.currency == self.seen.currency else None


@dataclass(frozen=True, slots=True)
class ListData:
    """``share_path`` is "" while the list is not shared."""

    id: UUID | None
    name: str
    is_default: bool
    share_path: str
    shared_by: str
    pieces: Page[SavedPieceData]


async def view_list(
    session: AsyncSession,
    caller: Principal,
    guest_token: str | None,
    list_id: UUID | None,
    currency: str,
    *,
    number: int = 1,
) -> ListData:
    """One list of the caller; without an id the default one, which may not have begun yet."""
    owner = find_owner(caller, guest_token)
    if list_id is None:
        found = await queries.find_default(session, owner) if owner else None
    elif owner is None:
        raise NoSuchList
    else:
        found = await queries.get_list(session, owner, list_id)
    if found is None:
        return ListData(None, "Saved", True, "", "", Page([], 0, 1, PAGE_SIZE))  # noqa: FBT003
    share = links.shared_list_path(links.share_token(found.share_id)) if found.share_id else ""
    return ListData(
        found.id,
        found.name,
        found.is_default,
        share,
        found.shared_by,
        await _pieces(session, found, currency, number),
    )


async def view_shared(
    session: AsyncSession, token: str, currency: str, *, number: int = 1
) -> tuple[str, str, Page[ProductCardData]]:
    """Name, first name and pieces of a shared list: nothing else about its owner, no notes, and
    nothing that is not for sale.
    """
    found = await get_shared(session, token)
    page = await queries.list_pieces(session, found.id, number=number, size=PAGE_SIZE)
    ids = list(dict.fromkeys(piece.product_id for piece in page.items))
    cards = await cards_by_ids(session, ids, currency)
    return found.name, found.shared_by, Page(cards, page.total, page.number, page.size)


async def _pieces(
    session: AsyncSession, found: SavedList, currency: str, number: int
) -> Page[SavedPieceData]:
    page = await queries.list_pieces(session, found.id, number=number, size=PAGE_SIZE)
    product_ids = list(dict.fromkeys(piece.product_id for piece in page.items))
    cards = {card.id: card for card in await cards_by_ids(session, product_ids, currency)}
    variant_ids = [piece.variant_id for piece in page.items if piece.variant_id]
    exact = await offers(session, variant_ids, currency) if variant_ids else {}
    stock = await inventory.available(session, variant_ids) if variant_ids else {}
    gone = await queries.titles_of(session, [id_ for id_ in product_ids if id_ not in cards])
    return page.map(lambda piece: _piece(piece, cards, exact, stock, gone))


def _piece(
    piece: SavedPiece,
    cards: Mapping[UUID, ProductCardData],
    exact: Mapping[UUID, Offer],
    stock: Mapping[UUID, int | None],
    gone: Mapping[UUID, tuple[str, str]],
) -> SavedPieceData:
    card = cards.get(piece.product_id)
    offer = exact.get(piece.variant_id) if piece.variant_id else None
    if card is None:
        title, slug = gone[piece.product_id]
        return SavedPieceData(
            piece.id, piece.product_id, None, slug, title, "", _options(offer), "", "",
            piece.note, None, None, is_from=False, is_buyable=False, seen=piece.seen,
        )  # fmt: skip
    if offer is None:
        price, is_buyable = card.price_from, card.is_buyable
        variant_id = card.variant_id if is_buyable else None
    else:
        left = stock.get(offer.variant.id, 0)
        price = offer.amount if offer.is_visible else None
        is_buyable = price is not None and (left is None or left > 0)
        variant_id = offer.variant.id if is_buyable else None
    return SavedPieceData(
        id=piece.id,
        product_id=piece.product_id,
        variant_id=variant_id,
        slug=card.slug,
        title=card.title,
        sku=offer.variant.sku if offer else "",
        options=_options(offer),
        workshop_name=card.workshop_name,
        workshop_selvedge=card.workshop_selvedge,
        note=piece.note,
        image=_image(card.images, offer),
        price=price,
        is_from=offer is None and card.price_from != card.price_to,
        is_buyable=is_buyable,
        seen=piece.seen,
    )


def _options(offer: Offer | None) -> str:
    return ", ".join(offer.variant.options) if offer else ""


def _image(images: Sequence[ProductImageData], offer: Offer | None) -> ProductImageData | None:
    """The variant's own picture, one of its color, or the first."""
    if offer is not None:
        for image in images:
            if image.id == offer.variant.image_id:
                return image
        for image in images:
            if image.option_value is not None and image.option_value in offer.variant.options:
                return image
    return images[0] if images else None
