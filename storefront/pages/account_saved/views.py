"""What the browser is told of a list."""

from dataclasses import dataclass, field
from typing import Self

from core.saved.lists import ListSummary
from core.saved.view import ListData, SavedPieceData
from core.ui.components.media import ImageView
from core.ui.format import money
from core.ui.urls import address
from storefront.components.pictures import image_view

PATH = "/account/saved"


@dataclass(frozen=True, slots=True)
class PieceView:
    """``change`` tells what became of the price since the piece was saved; ``can_add`` when
    the bag can take it without a choice.
    """

    id: str = ""
    href: str = ""
    title: str = ""
    options: str = ""
    workshop: str = ""
    selvedge: str = ""
    price: str = ""
    was: str = ""
    change: str = ""
    stock: str = ""
    note: str = ""
    image: ImageView = field(default_factory=ImageView)
    can_add: bool = False
    is_offered: bool = False

    @classmethod
    def of(cls, piece: SavedPieceData) -> Self:
        change = piece.price_change
        before = money(piece.seen) if change and piece.seen else ""
        is_cheaper = change is not None and change.minor < 0
        return cls(
            id=str(piece.id),
            href=address(f"/p/{piece.slug}", {"variant": piece.sku or None}),
            title=piece.title,
            options=piece.options,
            workshop=piece.workshop_name,
            selvedge=piece.workshop_selvedge,
            price=_price(piece),
            was=before if is_cheaper else "",
            change="" if is_cheaper or not before else f"was {before} when you saved it",
            stock=_stock(piece),
            note=piece.note,
            image=image_view(piece.image, piece.title) if piece.image else ImageView(),
            can_add=piece.variant_id is not None,
            is_offered=piece.price is not None,
        )


@dataclass(frozen=True, slots=True)
class ListLink:
    id: str = ""
    name: str = ""
    href: str = ""
    pieces: str = ""
    is_shared: bool = False

    @classmethod
    def of(cls, found: ListSummary) -> Self:
        href = PATH if found.is_default else f"/account/lists/{found.id}"
        return cls(str(found.id), found.name, href, str(found.pieces), found.is_shared)


@dataclass(frozen=True, slots=True)
class ListView:
    """``link`` is the address to pass on, "" while the list is not shared."""

    id: str = ""
    name: str = "Saved"
    is_default: bool = True
    link: str = ""
    shared_by: str = ""

    @classmethod
    def of(cls, data: ListData, origin: str) -> Self:
        return cls(
            id=str(data.id) if data.id else "",
            name=data.name,
            is_default=data.is_default,
            link=f"{origin}{data.share_path}" if data.share_path else "",
            shared_by=data.shared_by,
        )


def _price(piece: SavedPieceData) -> str:
    if piece.price is None:
        return ""
    return f"from {money(piece.price)}" if piece.is_from else money(piece.price)


def _stock(piece: SavedPieceData) -> str:
    if piece.price is None:
        return "Not for sale at the moment"
    return "" if piece.is_buyable else "Sold out"
