"""The four pages about search, as tabs of each other."""

import reflex as rx

from core.ui.components.navigation import tab, tabs

PATH = "/search/queries"
PAGES = (
    ("Queries", PATH),
    ("Synonyms", "/search/synonyms"),
    ("Pins and boosts", "/search/pins"),
    ("Preview", "/search/preview"),
)


def search_tabs(current: str) -> rx.Component:
    return tabs(
        "Search",
        *(tab(label, href=href, is_current=href == current) for label, href in PAGES),
    )
