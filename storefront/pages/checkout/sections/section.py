"""A section of checkout: open, or folded to a line with a way back into it."""

import reflex as rx

from core.ui.components.link import internal_link
from core.ui.values import Child, aria_bool, when
from storefront.pages.checkout.form import TITLES
from storefront.pages.checkout.state import CheckoutState


def section(step: str, *body: Child, aside: Child = "") -> rx.Component:
    """What is folded stays in the form: nothing that was typed is lost."""
    title = TITLES[step]
    is_open = CheckoutState.step == step
    is_done = CheckoutState.done.contains(step)
    edit = internal_link(
        "Edit",
        rx.el.span(f" {title.lower()}", class_name="visually-hidden"),
        href=f"/checkout?step={step}",
        class_name="link",
        data_testid=f"edit-{step}",
    )
    return rx.el.section(
        rx.el.div(
            rx.el.h2(title, id=f"step-{step}", tab_index=-1),
            rx.cond(is_open, rx.fragment(aside), when(is_done, edit)),
            class_name="panel-header",
        ),
        when(
            ~is_open & is_done,
            rx.el.p(CheckoutState.sums.get(step, "").to(str), class_name="text-muted"),
        ),
        rx.el.div(*body, hidden=~is_open, class_name="stack"),
        class_name="panel checkout-step",
        data_testid=f"section-{step}",
        custom_attrs={"data-open": aria_bool(is_open)},
    )
