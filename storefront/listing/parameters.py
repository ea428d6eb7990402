"""A list's address and the search it means. What makes no sense there is left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from core.identity.preferences import is_country_code
from core.kernel.text import one_line
from core.search.engine import SearchQuery, Sort
from core.ui.urls import address, page_number

SORTS = {
    "newest": Sort.NEWEST,
    "price": Sort.PRICE_UP,
    "-price": Sort.PRICE_DOWN,
    "rating": Sort.RATING,
    "impact": Sort.IMPACT,
    "delivery": Sort.SOONEST,
}
SORT_LABELS = (
    ("", "Recommended"),
    ("newest", "Newest"),
    ("price", "Price, low to high"),
    ("-price", "Price, high to low"),
    ("rating", "Best rated"),
    ("impact", "Most evidence on impact"),
    ("delivery", "Leaves the workshop soonest"),
)
OWN = frozenset({
    "q", "sort", "page", "price", "price_from", "price_to", "instock", "category", "vendor",
    "type", "ships", "upto",
})  # fmt: skip
# What advertisers and newsletters add to an address says nothing of the list.
TRACKING = re.compile(r"utm_.*|[a-z]{1,3}clid|msclkid|mc_[ce]id|ref|currency")
CODE = re.compile(r"[a-z0-9_-]{1,60}")
MOST_FACETS, MOST_VALUES, LONGEST_VALUE, LONGEST_TEXT = 20, 40, 120, 200
LONGEST_PARAMETER = MOST_VALUES * LONGEST_VALUE
PRICE = re.compile(r"(\d{0,7})\.\.(\d{0,7})")
MINOR = 100
MOST_AT_ONCE = 4  # pages


@dataclass(frozen=True, slots=True)
class Parameters:
    """``price`` is in whole units of the currency; None is an open end. ``ships`` is a country
    that pieces are delivered to. ``upto`` shows so many pages at once, from the first.
    """

    text: str = ""
    category: str = ""
    vendors: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    price: tuple[int | None, int | None] = (None, None)
    is_in_stock: bool = False
    ships: str = ""
    sort: str = ""
    page: int = 1
    upto: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        codes = [code for code in sorted(query) if _is_facet(code)]
        facets = {code: _values(query[code]) for code in codes[:MOST_FACETS]}
        return cls(
            text=one_line(query.get("q", ""), LONGEST_TEXT),
            category=one_line(query.get("category", ""), 80),
            vendors=_values(query.get("vendor", "")),
            facets={code: values for code, values in facets.items() if values},
            price=_price(query.get("price", "") or _typed_price(query)),
            is_in_stock=query.get("instock") == "1",
            sort=query.get("sort", "") if query.get("sort", "") in SORTS else "",
            page=(page := page_number(query)),
            ships=_country(query.get("ships", "")),
            upto=_upto(query) if page == 1 else 1,
        )

    def search(
        self,
        currency: str,
        size: int,
        *,
        country: str = "",
        category: str = "",
        vendor: str = "",
    ) -> SearchQuery:
        """``category`` or ``vendor`` when the page itself is one, ``country`` where the shopper
        is.
        """
        lowest, highest = self.price
        return SearchQuery(
            text=self.text,
            currency=currency,
            category=category or self.category or None,
            vendors=(vendor,) if vendor else self.vendors,
            facets=self.facets,
            price_from=None if lowest is None else lowest * MINOR,
            price_to=None if highest is None else highest * MINOR,
            is_in_stock=self.is_in_stock,
            sort=SORTS.get(self.sort, Sort.RELEVANCE),
            number=self.page,
            size=size * self.upto,
            country=self.ships or country,
            is_deliverable=bool(self.ships),
        )

    def href(self, path: str) -> str:
        return address(path, self.query())

    def query(self) -> dict[str, str | int | None]:
        lowest, highest = self.price
        is_priced = lowest is not None or highest is not None
        own: dict[str, str | int | None] = {
            "q": self.text,
            "category": self.category,
            "vendor": _joined(self.vendors),
            "price": f"{_open(lowest)}..{_open(highest)}" if is_priced else None,
            "instock": "1" if self.is_in_stock else None,
            "ships": self.ships.lower(),
            "sort": self.sort,
            "page": self.page if self.page > 1 else None,
            "upto": self.upto if self.upto > 1 else None,
        }
        return own | {code: _joined(values) for code, values in self.facets.items()}

    def toggled(self, code: str, value: str) -> Self:
        """With the value of a facet on if it was off, and off if it was on; from page one."""
        if code == "vendor":
            return self.anew(vendors=_toggle(self.vendors, value))
        if code == "category":
            return self.anew(category="" if self.category == value else value)
        values = _toggle(self.facets.get(code, ()), value)
        facets = {**self.facets, code: values}
        return self.anew(facets={c: v for c, v in facets.items() if v})

    def anew(self, **changes: Any) -> Self:
        """With these changes, from page one."""
        return replace(self, **changes, page=1, upto=1)

    def without_filters(self) -> Self:
        return type(self)(text=self.text, sort=self.sort)


def _country(typed: str) -> str:
    code = typed.strip().upper()
    return code if is_country_code(code) else ""


def _upto(query: Mapping[str, str]) -> int:
    return min(page_number({"page": query.get("upto", "")}), MOST_AT_ONCE)


def _is_facet(code: str) -> bool:
    return code not in OWN and bool(CODE.fullmatch(code)) and not TRACKING.fullmatch(code)


def _values(parameter: str) -> tuple[str, ...]:
    """A comma within a value is written ``%2C`` and a percent sign ``%25``."""
    written = parameter[:LONGEST_PARAMETER].split(",")
    decoded = (part.replace("%2C", ",").replace("%25", "%") for part in written)
    parts = (one_line(part, LONGEST_VALUE) for part in decoded)
    return tuple(sorted({part for part in parts if part}))[:MOST_VALUES]


def _joined(values: tuple[str, ...]) -> str:
    return ",".join(sorted(v.replace("%", "%25").replace(",", "%2C") for v in values))


def _toggle(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    """Letter case does not tell values apart."""
    kept = tuple(v for v in values if v.casefold() != value.casefold())
    return kept if len(kept) < len(values) else (*values, value)


def _price(parameter: str) -> tuple[int | None, int | None]:
    found = PRICE.fullmatch(parameter)
    if found is None:
        return (None, None)
    lowest, highest = (int(end) if end else None for end in found.groups())
    if lowest is not None and highest is not None and lowest > highest:
        lowest, highest = highest, lowest
    return (lowest, highest)


def _typed_price(query: Mapping[str, str]) -> str:
    """The two fields of the price form, when it was sent without a script."""
    ends = (query.get(name, "").strip() for name in ("price_from", "price_to"))
    return "..".join(end if end.isdecimal() and end.isascii() else "" for end in ends)


def _open(end: int | None) -> str:
    return "" if end is None else str(end)
