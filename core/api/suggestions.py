"""The rows under the search field: what a few typed letters may mean."""

import difflib
import re
import time
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from core.catalog.card_queries import cards_by_ids
from core.catalog.category_queries import category_tree, list_categories
from core.catalog.read_models import ProductCardData
from core.db.session import read_session
from core.search.service import WorkshopHint, suggest
from core.ui.countries import country_name
from core.ui.format import money, quantity
from core.vendors.queries import list_by_slugs

MOST_ROWS = 8
COMPLETIONS, PLACES, WORKSHOPS = 2, 2, 1
POPULAR = 5
LONGEST_COMPLETION = 3  # words
LIKE_ENOUGH = 0.6
KEPT_S, SEEN_S = 60.0, 30.0
_seen: dict[tuple[UUID, str], tuple[float, ProductCardData]] = {}
_kept: tuple[float, dict[str, str]] = (0.0, {})
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Row:
    """``kind`` is search, suggestion, nearest, category, workshop or product."""

    kind: str
    label: str
    href: str
    note: str = ""
    picture: str = ""
    color: str = ""
    selvedge: str = ""
    price: str = ""


async def rows_for(typed: str, currency: str) -> list[dict[str, Any]]:
    """At most eight, the search itself first. Nothing typed: the largest departments."""
    rows = await _found(typed, currency) if typed else await _departments(currency)
    return [
        {name: value for name, value in asdict(row).items() if value}
        for row in rows[:MOST_ROWS]
    ]


async def _found(typed: str, currency: str) -> list[Row]:
    hints = await suggest(typed, currency)
    cards = await _cards([hint.id for hint in hints.products], currency)
    workshops = await _workshops(hints.workshops[:WORKSHOPS])
    places = [Row("category", c.name, f"/c/{c.slug}") for c in hints.categories]
    places += [row for row in _within(typed, cards) if row.href.split("?")[0] not in
               {place.href for place in places}]  # fmt: skip
    rows = [
        _search(typed),
        *(_completions(typed, cards) or await _nearest(typed, cards))[:COMPLETIONS],
        *places[:PLACES],
        *workshops,
    ]
    return [*rows, *map(_product, cards[: MOST_ROWS - len(rows)])]


def _search(typed: str) -> Row:
    return Row("search", typed, f"/search?q={quote(typed)}")


async def _departments(currency: str) -> list[Row]:
    async with read_session() as session:
        tree = await category_tree(session, currency)
    largest = sorted(tree, key=lambda node: -node.products)[:POPULAR]
    return [
        Row(
            "category",
            node.category.name,
            f"/c/{node.category.slug}",
            quantity(node.products, "piece"),
        )
        for node in largest
        if node.products
    ]


async def _cards(ids: Sequence[UUID], currency: str) -> list[ProductCardData]:
    """Many words lead to the same pieces: what was read a moment ago is not read again."""
    now = time.monotonic()
    for key in [key for key, (until, _) in _seen.items() if until < now]:
        del _seen[key]
    wanted = [product_id for product_id in ids if (product_id, currency) not in _seen]
    if wanted:
        async with read_session() as session:
            for card in await cards_by_ids(session, wanted, currency):
                _seen[card.id, currency] = (now + SEEN_S, card)
    return [_seen[key][1] for product_id in ids if (key := (product_id, currency)) in _seen]


async def _workshops(hints: Sequence[WorkshopHint]) -> list[Row]:
    if not hints:
        return []
    async with read_session() as session:
        found = await list_by_slugs(session, [hint.slug for hint in hints])
    return [
        Row(
            "workshop",
            vendor.name,
            f"/shop/{vendor.slug}",
            ", ".join(part for part in (vendor.town, country_name(vendor.country)) if part),
            selvedge=vendor.selvedge,
        )
        for vendor in found
    ]


def _product(card: ProductCardData) -> Row:
    is_ranged = card.price_from != card.price_to
    picture = card.images[0].picture if card.images else None
    return Row(
        "product",
        card.title,
        f"/p/{card.slug}",
        _stock(card),
        picture=picture.url(360) if picture else "",
        color=picture.placeholder if picture else "",
        price=f"from {money(card.price_from)}" if is_ranged else money(card.price_from),
    )


def _stock(card: ProductCardData) -> str:
    if not card.is_buyable:
        return "Sold out"
    return "Made to order" if card.is_made_to_order else "In stock"


def _within(typed: str, cards: Iterable[ProductCardData]) -> list[Row]:
    """ "bowl in Ceramics": where the pieces found are, the most frequent place first."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for card in cards:
        if card.category_slug:
            names[card.category_slug] = card.category_name
            counts[card.category_slug] = counts.get(card.category_slug, 0) + 1
    order = sorted(counts, key=lambda slug: -counts[slug])
    return [
        Row("category", f"{typed} in {names[slug]}", f"/c/{slug}?q={quote(typed)}")
        for slug in order
    ]


def _completions(typed: str, cards: Iterable[ProductCardData]) -> list[Row]:
    """How the last word may go on, in the words of the titles found."""
    *before, last = typed.split()
    start, found = _folded(last), dict[str, str]()
    for card in cards:
        words = _WORD.findall(card.title)
        ends = [place for place, word in enumerate(words) if _folded(word).startswith(start)]
        for place in ends[:1]:
            text = " ".join((*before, *words[place : place + LONGEST_COMPLETION])).lower()
            if _folded(text) != _folded(typed):
                found.setdefault(_folded(text).rstrip("s"), text)
    return [Row("suggestion", text, f"/search?q={quote(text)}") for text in found.values()]


async def _nearest(typed: str, cards: Iterable[ProductCardData]) -> list[Row]:
    """The word that is most like the last one, when no piece is called that."""
    *before, last = typed.split()
    known = {_folded(w): w.lower() for card in cards for w in _WORD.findall(card.title)}
    if any(word.startswith(_folded(last)) for word in known):
        return []
    known = {**await _vocabulary(), **known}
    near = difflib.get_close_matches(_folded(last), known, n=1, cutoff=LIKE_ENOUGH)
    texts = [" ".join((*before, known[word])) for word in near]
    return [Row("nearest", text, f"/search?q={quote(text)}") for text in texts]


async def _vocabulary() -> dict[str, str]:
    """What the shop's shelves are called, and what else people call that; read once a
    minute.
    """
    global _kept  # noqa: PLW0603  one list a process
    until, words = _kept
    if time.monotonic() < until:
        return words
    async with read_session() as session:
        categories = await list_categories(session)
    texts = [category.name for category in categories]
    words = {_folded(word): word.lower() for text in texts for word in _WORD.findall(text)}
    _kept = (time.monotonic() + KEPT_S, words)
    return words


def forget_what_was_read() -> None:
    global _kept  # noqa: PLW0603
    _kept = (0.0, {})
    _seen.clear()


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
