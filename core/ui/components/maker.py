"""What identifies a workshop: its selvedge and its mark."""

from typing import Literal

import reflex as rx

from core.ui.components.link import internal_link
from core.ui.values import Text, inline, sized, when

MARKS = {
    "small": "mark mark-square mark-small",
    "medium": "mark mark-square",
    "large": "mark mark-square mark-large",
}


def selvedge(gradient: Text, *, band: bool = False) -> rx.Component:
    """A workshop's woven edge; ``gradient`` is the CSS that its threads were turned into."""
    return rx.el.span(
        class_name="selvedge selvedge-band" if band else "selvedge",
        aria_hidden="true",
        **inline(background=gradient),
    )


def maker_line(name: Text, *, gradient: Text, href: Text = "") -> rx.Component:
    """Selvedge and name, as under a product."""
    linked = isinstance(href, rx.Var) or bool(href)
    label = (
        internal_link(name, href=href, class_name="link text-muted")
        if linked
        else rx.el.span(name)
    )
    return rx.el.p(selvedge(gradient), label, class_name="maker-line")


def maker_mark(
    initials: Text, *, size: Literal["small", "medium", "large"] = "medium", image: Text = ""
) -> rx.Component:
    """The stamp of a workshop or a person: an image when there is one, else initials in a
    frame.
    """
    letters = rx.el.span(initials, class_name=MARKS[size], aria_hidden="true")
    return when(
        image,
        rx.el.img(src=image, alt="", class_name=MARKS[size], **sized(48, 48)),
        letters,
    )
