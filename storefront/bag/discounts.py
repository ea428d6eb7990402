"""Discounts and codes of a bag: what was taken off, and why a code takes nothing off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import reflex as rx

from core.promotions.apply import Applied, Refused
from core.ui.components.button import button
from core.ui.components.icon import icon
from core.ui.components.layout import total_row
from core.ui.components.menu import disclosure
from core.ui.components.text_input import text_field
from core.ui.format import money
from core.ui.values import when


@dataclass(frozen=True, slots=True)
class DiscountView:
    """``code`` is empty for what applies by itself."""

    label: str = ""
    amount: str = ""
    code: str = ""

    @classmethod
    def of(cls, applied: Applied) -> Self:
        rule = applied.rule
        return cls(rule.label, f"−{money(applied.amount)}", rule.code)


@dataclass(frozen=True, slots=True)
class CodeProblem:
    """A code that stays in the bag without taking anything off, and the reason."""

    code: str = ""
    reason: str = ""

    @classmethod
    def of(cls, refused: Refused) -> Self:
        return cls(refused.rule.code, refused.refusal.sentence)


def code_problems(refused: Sequence[Refused]) -> list[CodeProblem]:
    """What applies by itself is not missed by anybody; a code that was typed in is."""
    return [CodeProblem.of(one) for one in refused if one.rule.code]


def discount_rows(discounts: Any) -> rx.Component:
    """Rows for the sums."""
    return rx.fragment(
        rx.foreach(
            discounts,
            lambda one: total_row(
                rx.fragment(one.label, when(one.code, rx.fragment(" (", one.code, ")"))),
                rx.el.span(one.amount, data_testid="discount"),
            ),
        )
    )


def promo_field(state: Any, discounts: Any, problems: Any, *, name: str) -> rx.Component:
    """Folded until it is wanted; codes that are in the bag stand below it. ``name`` tells two
    of them on one page apart.
    """
    return rx.el.div(
        disclosure(
            "Add a promo code",
            rx.el.form(
                text_field(
                    "Promo code",
                    "code",
                    id=f"{name}-code",
                    error=state.code_error,
                    default_value=state.typed_code,
                    key=state.code_revision,
                    auto_complete="off",
                    auto_capitalize="characters",
                    spell_check=False,
                    max_length=80,
                    required=True,
                ),
                button("Apply", type="submit", variant="secondary", size="small"),
                on_submit=state.add_code,
                class_name="stack-tight",
                data_testid="promo-form",
            ),
            is_open=state.code_error != "",
            data_testid="promo",
        ),
        rx.el.ul(
            rx.foreach(discounts, lambda one: when(one.code, _applied(state, one))),
            rx.foreach(problems, lambda one: _problem(state, one)),
            class_name="rows",
            role="status",
        ),
        class_name="stack-tight",
    )


def _applied(state: Any, one: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(icon("check", size="small"), one.code, class_name="cluster"),
        _remove(state, one.code),
        class_name="spread",
        data_testid="code",
    )


def _problem(state: Any, one: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            icon("circle_alert", size="small"),
            rx.el.span(one.reason),
            class_name="field-error",
        ),
        _remove(state, one.code),
        class_name="spread",
        data_testid="code-problem",
    )


def _remove(state: Any, code: Any) -> rx.Component:
    return button(
        "Remove",
        variant="quiet",
        size="small",
        on_click=state.remove_code(code),
        aria_label="Remove the code " + code,
    )
