from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import reflex as rx

from core.content.legal.render import html_of
from core.content.legal.texts import LEGAL_TEXTS, LegalText, Version, legal_text
from core.seo.pages import text_head
from core.ui.format import day
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.rendering.shared_loads import shared
from core.ui.urls import address
from storefront.state.head import HeadState
from storefront.state.shell import ShellState


@dataclass(frozen=True, slots=True)
class VersionView:
    label: str = ""
    href: str = ""
    change: str = ""
    is_shown: bool = False

    @classmethod
    def of(cls, text: LegalText, version: Version, shown: Version) -> Self:
        is_current = version == text.current
        query = {} if is_current else {"version": version.name}
        return cls(
            f"Version {version.name}, {day(version.day)}",
            address(f"/legal/{text.slug}", query),
            version.change,
            version == shown,
        )


@dataclass(frozen=True, slots=True)
class LegalLink:
    title: str = ""
    href: str = ""
    is_current: bool = False


class LegalState(LoadState, HeadState, ShellState):
    if TYPE_CHECKING:
        slug: str  # from the route, /legal/[slug]

    title: str = ""
    summary: str = ""
    dated: str = ""
    html: str = ""
    replaced: bool = False
    current_href: str = ""
    versions: list[VersionView] = []
    others: list[LegalLink] = []

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        text = legal_text(self.slug)
        shown = text.version(self.router.url.query_parameters.get("version", ""))
        self.title, self.summary = text.title, text.summary
        self.dated = f"Version {shown.name}, in force since {day(shown.day)}"
        self.html = html_of(text, shown)
        self._tell(
            text_head(
                text.title,
                text.summary,
                f"/legal/{text.slug}",
                modified_on=text.current.day,
                is_indexed=shown == text.current,
            )
        )
        self.replaced = shown != text.current
        self.current_href = f"/legal/{text.slug}"
        self.versions = [VersionView.of(text, each, shown) for each in text.versions]
        self.others = [
            LegalLink(each.title, f"/legal/{each.slug}", each == text) for each in LEGAL_TEXTS
        ]
