"""Prices and ratings, from strings formatted on the server."""

import reflex as rx

from core.ui.values import Number, Text, classes, either, inline, when


def price(current: Text, *, was: Text = "", large: bool = False) -> rx.Component:
    """``was`` is the earlier price, "" when there is none."""
    reduced = was.to(str) != "" if isinstance(was, rx.Var) else bool(was)
    return rx.el.p(
        when(reduced, rx.el.span("Now ", class_name="visually-hidden")),
        rx.el.span(current, class_name="price-now"),
        when(
            reduced,
            rx.fragment(rx.el.span("before ", class_name="visually-hidden"), rx.el.s(was)),
        ),
        class_name=classes(
            "price", "price-large" if large else "", either(reduced, "is-reduced", "")
        ),
        data_testid="price",
    )


def rating(value: Text, *, share: Number, count: Text = "") -> rx.Component:
    """``value`` such as 4.6, ``share`` the same in percent of five stars, ``count`` of
    ratings.
    """
    return rx.el.span(
        rx.el.span(
            class_name="rating-stars",
            aria_hidden="true",
            **inline(**{"--share": f"{share}%"}),
        ),
        rx.el.strong(value),
        rx.el.span("out of 5", class_name="visually-hidden"),
        when(count, rx.el.span("(", count, ")", class_name="text-muted")),
        class_name="rating",
    )
