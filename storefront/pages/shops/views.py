"""The directory's filters as links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from core.kernel.text import one_line
from core.ui.countries import country_name
from core.ui.format import number
from core.ui.urls import address
from core.vendors.directory_queries import Count, DirectoryFilter, DirectorySort
from storefront.listing.facet_views import ChipView, Choice
from storefront.listing.views import SortView

PATH = "/shops"
LONGEST_TEXT = 80
SORTS = (
    (DirectorySort.NEWEST, "Newest on EcoMarket"),
    (DirectorySort.NAME, "Name"),
    (DirectorySort.OLDEST, "Longest at work"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A directory's address and what it asks for."""

    filter: DirectoryFilter

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        sort = query.get("sort", "")
        country = query.get("country", "").upper()
        return cls(
            DirectoryFilter(
                words=one_line(query.get("q", ""), LONGEST_TEXT),
                craft=one_line(query.get("craft", ""), LONGEST_TEXT).lower(),
                country=country if len(country) == 2 and country.isalpha() else "",  # noqa: PLR2004
                sort=DirectorySort(sort) if sort in set(DirectorySort) else SORTS[0][0],
            )
        )

    @property
    def query(self) -> dict[str, str]:
        chosen = self.filter
        return {
            "q": chosen.words,
            "craft": chosen.craft,
            "country": chosen.country.lower(),
            "sort": "" if chosen.sort is SORTS[0][0] else chosen.sort.value,
        }

    @property
    def is_narrowed(self) -> bool:
        return any(self.query.values())

    def href(self, **changes: str) -> str:
        return address(PATH, {**self.query, **changes})

    def crafts(self, counts: Sequence[Count]) -> list[Choice]:
        return [
            self._choice("craft", craft, craft[:1].upper() + craft[1:], count)
            for craft, count in counts
        ]

    def countries(self, counts: Sequence[Count]) -> list[Choice]:
        return [
            self._choice("country", code.lower(), country_name(code), count)
            for code, count in counts
        ]

    def chips(self) -> list[ChipView]:
        chosen = self.filter
        found = (
            ("q", f"“{chosen.words}”" if chosen.words else ""),
            ("craft", chosen.craft[:1].upper() + chosen.craft[1:]),
            ("country", country_name(chosen.country) if chosen.country else ""),
        )
        return [ChipView(label, self.href(**{key: ""})) for key, label in found if label]

    def sorts(self) -> list[SortView]:
        current = self.filter.sort
        return [SortView(label, self._sorted(sort), sort is current) for sort, label in SORTS]

    def _sorted(self, sort: DirectorySort) -> str:
        return Wanted(replace(self.filter, sort=sort)).href()

    def _choice(self, key: str, value: str, label: str, count: int) -> Choice:
        is_on = self.query[key] == value
        return Choice(
            f"{key}-{value}", label, number(count), self.href(**{key: "" if is_on else value}),
            is_on=is_on,
        )  # fmt: skip
