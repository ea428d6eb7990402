from dataclasses import dataclass
from typing import Self

import reflex as rx

from core.content.completeness import Completeness, Known, completeness
from core.content.impact_method import current_method
from core.db.session import read_session
from core.seo.pages import text_head
from core.ui.format import moment, number, quantity
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.rendering.shared_loads import shared
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

DESCRIPTION = "What is measured of every piece, by which method, and how much is known today."


@dataclass(frozen=True, slots=True)
class KnownRow:
    """Shares of the pieces on sale, as words."""

    measure: str = ""
    verified: str = ""
    stated: str = ""
    nothing: str = ""

    @classmethod
    def of(cls, known: Known, products: int) -> Self:
        nothing = products - known.verified - known.stated
        return cls(
            known.label,
            share(known.verified, products),
            share(known.stated, products),
            share(nothing, products),
        )


class ImpactState(LoadState, HeadState, ShellState):
    method_version: str = ""
    method_href: str = ""
    counted: str = ""
    verified: str = ""
    stated: str = ""
    nothing: str = ""
    rows: list[KnownRow] = []

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        async with read_session() as session:
            found = await completeness(session)
        method = current_method()
        self.method_version = method.version
        self.method_href = f"/impact/method/{method.version}"
        self._show(found)
        self._tell(text_head("Impact", DESCRIPTION, "/impact"))

    def _show(self, found: Completeness) -> None:
        pieces = quantity(found.products, "piece")
        self.counted = f"{pieces} on sale, counted {moment(found.counted_at)}"
        self.verified = share(found.verified, found.cells)
        self.stated = share(found.stated, found.cells)
        self.nothing = share(found.cells - found.verified - found.stated, found.cells)
        self.rows = [KnownRow.of(line, found.products) for line in found.lines]


def share(part: int, whole: int) -> str:
    """Whole percents; what is not nothing is never shown as none, nor what is not all as
    all.
    """
    if not whole or not part:
        return "0 %"
    percent = round(100 * part / whole)
    if part < whole:
        percent = min(99, max(1, percent))
    return f"{number(percent)} %"
