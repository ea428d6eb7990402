"""Specimens of type and color."""

import reflex as rx

from core.ui.styleguide.specimen import shelf, specimen
from core.ui.values import inline

SWATCHES = (
    "paper", "surface", "sunk", "ink", "ink-2", "ink-3", "line", "line-strong",
    "woad", "madder", "weld", "weld-ink", "moss", "walnut",
    "woad-t", "madder-t", "weld-t", "moss-t", "walnut-t",
    *(f"chart-{n}" for n in range(1, 9)),
)  # fmt: skip


def type_scale() -> rx.Component:
    return specimen(
        "Type",
        rx.el.p("Made slowly, described exactly.", class_name="text-display"),
        rx.el.p(
            "Four hundred workshops. Every claim on a product page links to the evidence "
            "behind it, or it isn’t made.",
            class_name="text-lead",
        ),
        rx.el.h3("Third heading: thrown, trimmed, fired at 1 240 °C"),
        rx.el.p(
            "Body text in Atkinson Hyperlegible Next, made so that l, I and 1 and O and 0 can "
            "be told apart."
        ),
        rx.el.p("Small: hints and captions", class_name="text-small text-muted"),
        rx.el.p("EM-7F3K-0192", class_name="text-mono"),
    )


def colors() -> rx.Component:
    return specimen(
        "Colors",
        shelf(
            *[
                rx.el.div(
                    rx.el.div(
                        class_name="h-12 w-24 rounded-control border border-line",
                        **inline(background=f"var(--{name})"),
                    ),
                    rx.el.span(name, class_name="text-tiny text-muted"),
                )
                for name in SWATCHES
            ]
        ),
    )
