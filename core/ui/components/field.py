"""A labelled control with its hint and its error, tied together for screen readers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from core.ui.components.icon import icon
from core.ui.values import Flag, Text, aria_bool, when


@dataclass(frozen=True, slots=True)
class Wiring:
    """What a control carries to belong to its field."""

    id: Text
    described_by: Any
    is_invalid: Any

    def props(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "aria_describedby": self.described_by,
            "aria_invalid": self.is_invalid,
        }


def field(
    label: Text,
    name: str,
    control: Callable[[Wiring], rx.Component],
    *,
    id: Text = "",  # noqa: A002
    hint: Text = "",
    error: Text = "",
    optional: bool = False,
    wide: bool = False,
) -> rx.Component:
    """``control`` is called with what it must carry; ``error`` is usually a Var, "" while
    fine.
    """
    wiring = wire(
        id if isinstance(id, rx.Var) or id else f"field-{name}", hint=hint, error=error
    )
    return rx.el.div(
        rx.el.label(
            label,
            when(optional, rx.el.span(" (optional)", class_name="field-optional")),
            html_for=wiring.id,
            class_name="field-label",
        ),
        control(wiring),
        *notes(wiring.id, hint=hint, error=error),
        class_name="field wide" if wide else "field",
    )


def fieldset(
    legend: Text,
    *controls: rx.Component,
    name: str,
    hint: Text = "",
    error: Text = "",
    class_name: str = "stack-tight",
) -> rx.Component:
    """A group of choices under one question."""
    wiring = wire(f"field-{name}", hint=hint, error=error)
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="field-label"),
        rx.el.div(*controls, class_name=class_name),
        *notes(wiring.id, hint=hint, error=error),
        aria_describedby=wiring.described_by,
        class_name="field",
    )


def wire(id: Text, *, hint: Text = "", error: Text = "") -> Wiring:  # noqa: A002
    hint_id = f"{id}-hint" if isinstance(hint, rx.Var) or hint else ""
    if isinstance(error, rx.Var):
        described: Any = rx.cond(error, f"{id}-error {hint_id}".strip(), hint_id)
        return Wiring(id, described, aria_bool(_is_set(error)))
    names = " ".join(part for part in (f"{id}-error" if error else "", hint_id) if part)
    return Wiring(id, names or None, "true" if error else "false")


def notes(id: Text, *, hint: Text = "", error: Text = "") -> list[rx.Component]:  # noqa: A002
    return [
        when(hint, rx.el.p(hint, id=f"{id}-hint", class_name="field-hint")),
        when(
            error,
            rx.el.p(
                icon("circle_alert", size="small"),
                rx.el.span(error),
                id=f"{id}-error",
                class_name="field-error",
            ),
        ),
    ]


def _is_set(error: rx.Var[Any]) -> Flag:
    """Nothing is known of a field that no form was sent for: neither words nor empty ones."""
    return error.bool()
