"""What decides the order of lists, from the numbers that the search itself uses."""

import reflex as rx

from core.search.ranking import FACTORS, Factor, Place
from core.ui.components.layout import page_header
from core.ui.components.navigation import breadcrumb
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.format import number
from storefront.shell import frame

UNITS = {
    "points": "× {} points",
    "percent": "up to {} %",
    "days": "up to {} days newer",
    "first": "before everything else",
}
NEWNESS = "the date"


def ranking_page() -> rx.Component:
    return frame(
        rx.el.div(
            breadcrumb([("Home", "/")], "How results are ordered"),
            rx.el.div(
                page_header(
                    "How results are ordered",
                    intro="Everything that decides the order called Recommended, with its "
                    "weight. Nobody pays for a place, and no workshop gets one for another "
                    "reason than these.",
                ),
                class_name="mt-4",
            ),
            ranking_factors(),
            class_name="page",
        )
    )


def ranking_factors() -> rx.Component:
    """The two tables, also for the page of legal notices."""
    return rx.el.div(
        _part(
            "When you search for words",
            "Words give points; how well a piece can be had and what is known of it add a "
            "share.",
            Place.WORDS,
        ),
        _part(
            "When you look through a list",
            "Without words, pieces stand by date; some count as newer than they are.",
            Place.LISTS,
        ),
        rx.el.section(
            rx.el.h2("Other orders"),
            rx.el.p(
                "Newest goes by the day of publishing, price by the lowest price of a piece. "
                "Rating weighs how many buyers rated: one buyer’s five stars do not beat a "
                "hundred buyers’ four and a half. Verified facts counts impact facts with "
                "evidence, Soonest the days until a piece leaves its workshop."
            ),
            rx.el.p(
                "People who work for the market can pin a piece to a word, for a time, when a "
                "search does not find what it should. That is a correction, and it is not for "
                "sale."
            ),
            class_name="stack prose",
        ),
        class_name="sections",
    )


def _part(title: str, sentence: str, place: Place) -> rx.Component:
    columns = (Column("What counts"), Column("How much"), Column("What it means"))
    rows = [_row(factor) for factor in FACTORS if factor.place is place]
    return rx.el.section(
        rx.el.h2(title),
        rx.el.p(sentence, class_name="mb-4 text-muted"),
        table(title, columns, *rows),
    )


def _row(factor: Factor) -> rx.Component:
    weight = UNITS[factor.unit].format(number(factor.weight))
    return table_row(
        head_cell("What counts", factor.name),
        cell("How much", NEWNESS if factor.code == "newness" else weight),
        cell("What it means", factor.sentence),
    )
