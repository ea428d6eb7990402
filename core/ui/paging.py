"""The links around a page of a list, ready for ``components.navigation.pagination``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from core.kernel.pagination import Page
from core.ui.format import number
from core.ui.urls import changed

NEIGHBORS = 1


@dataclass(frozen=True, slots=True)
class PageLink:
    label: str
    href: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """``links`` is empty when everything fits on one page; a gap is a link without an href."""

    summary: str = ""
    total: int = 0
    number: int = 1
    previous_href: str = ""
    next_href: str = ""
    links: list[PageLink] = field(default_factory=list[PageLink])

    @classmethod
    def of(
        cls, page: Page[Any], path: str, query: Mapping[str, str], *, noun: str = "result"
    ) -> Self:
        def href(target: int) -> str:
            return changed(path, query, page=target if target > 1 else None)

        return cls(
            summary=_summary(page, noun),
            total=page.total,
            number=page.number,
            previous_href=href(page.number - 1) if page.number > 1 else "",
            next_href=href(page.number + 1) if page.has_next else "",
            links=[
                PageLink("…") if n is None else PageLink(str(n), href(n), n == page.number)
                for n in _shown(page.number, page.count)
            ],
        )


def with_anchor(pager: Pager, anchor: str) -> Pager:
    """For a list that is a part of its page: turning over comes back to ``anchor``."""
    return replace(
        pager,
        previous_href=pager.previous_href and pager.previous_href + anchor,
        next_href=pager.next_href and pager.next_href + anchor,
        links=[replace(link, href=link.href and link.href + anchor) for link in pager.links],
    )


def _shown(current: int, last: int) -> list[int | None]:
    """First, last and the neighbors of the current page; None where numbers are left out."""
    if last == 1:
        return []
    wanted = {1, last, *range(current - NEIGHBORS, current + NEIGHBORS + 1)}
    numbers = sorted(n for n in wanted if 1 <= n <= last)
    shown: list[int | None] = []
    for n in numbers:
        if shown and shown[-1] is not None and n - shown[-1] > 1:
            shown.append(n - 1 if n - shown[-1] == 2 else None)  # noqa: PLR2004
        shown.append(n)
    return shown


def _summary(page: Page[Any], noun: str) -> str:
    words = noun if page.total == 1 else f"{noun}s"
    if page.total <= page.size:
        return f"{number(page.total)} {words}"
    first = (page.number - 1) * page.size + 1
    last = min(page.number * page.size, page.total)
    return f"{number(first)}–{number(last)} of {number(page.total)} {words}"
