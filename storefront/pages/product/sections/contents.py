"""Where everything is on a long page."""

import reflex as rx

from core.ui.values import when
from storefront.pages.product.sections.buy_box import chosen

SECTIONS = (
    ("about", "About"),
    ("impact", "Impact"),
    ("details", "Details"),
    ("reviews", "Reviews"),
    ("questions", "Questions"),
    ("maker", "Who makes it"),
)


def contents() -> rx.Component:
    """Sections stand one below the other; this stays in reach above them."""
    links = [rx.el.li(rx.el.a(name, href=f"#{anchor}")) for anchor, name in SECTIONS]
    past = when(chosen.past.sentence, rx.el.li(rx.el.a("Price history", href="#price-history")))
    return rx.el.nav(rx.el.ul(*links, past), aria_label="On this page", class_name="contents")
