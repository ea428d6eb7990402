from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import reflex as rx

from core.catalog.impact import Measure
from core.content.impact_method import (
    METHODS,
    Definition,
    Method,
    current_method,
    get_method,
)
from core.seo.pages import text_head
from core.ui.format import day
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.rendering.shared_loads import shared
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

TRAIL = [("Home", "/"), ("Impact", "/impact")]
DESCRIPTION = "What each impact fact means, where it comes from, and what changed when."


@dataclass(frozen=True, slots=True)
class LineView:
    measure: str = ""
    unit: str = ""
    meaning: str = ""
    source: str = ""

    @classmethod
    def of(cls, measure: Measure, definition: Definition) -> Self:
        unit = measure.unit or "words"
        return cls(measure.label, unit, definition.meaning, definition.source)


@dataclass(frozen=True, slots=True)
class ChangeView:
    version: str = ""
    href: str = ""
    day: str = ""
    change: str = ""

    @classmethod
    def of(cls, method: Method) -> Self:
        href = f"/impact/method/{method.version}"
        return cls(f"Version {method.version}", href, day(method.day), method.change)


class ImpactMethodState(LoadState, HeadState, ShellState):
    if TYPE_CHECKING:
        version: str  # from the route, /impact/method/[version]

    title: str = ""
    dated: str = ""
    is_current: bool = True
    lines: list[LineView] = []
    changes: list[ChangeView] = []

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        method = get_method(self.version)
        self.title = f"Impact facts: method {method.version}"
        self.is_current = method == current_method()
        self._tell(
            text_head(
                self.title,
                DESCRIPTION,
                f"/impact/method/{method.version}",
                trail=TRAIL,
                modified_on=method.day,
            )
        )
        self.dated = f"In use since {day(method.day)}"
        self.lines = [LineView.of(measure, each) for measure, each in method.lines]
        self.changes = [ChangeView.of(each) for each in METHODS]
