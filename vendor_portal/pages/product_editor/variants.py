"""Options, and the grid of the variants that they make."""

from typing import Any

import reflex as rx

from core.ui.components.button import button
from core.ui.components.layout import panel
from core.ui.components.menu import disclosure
from core.ui.components.react.wrappers import PasteGridElement
from core.ui.values import when
from vendor_portal.pages.product_editor.state import EditorState
from vendor_portal.pages.product_editor.views import GRID

view = EditorState.view


def options() -> rx.Component:
    return disclosure(
        "Options",
        rx.el.form(
            rx.el.p(
                "Up to three, such as size or color. Variants that keep their place keep their "
                "price and stock. Save other changes first.",
                class_name="text-small text-muted",
            ),
            rx.el.ul(rx.foreach(view.options, _option), class_name="stack-tight"),
            button(
                "Make the variants",
                type="submit",
                variant="secondary",
                size="small",
                pending=EditorState.busy == "make_variants",
                pending_label="Making…",
            ),
            on_submit=EditorState.make_variants,
            key=EditorState.grid,
            class_name="stack",
        ),
    )


def grid() -> rx.Component:
    heads = [rx.el.th("Variant", scope="col"), *_heads()]
    return panel(
        rx.el.p(
            "A block copied from a spreadsheet can be pasted into any cell. What is sold by "
            "measure needs its content, such as 250 ml or 0.5 kg: the shop shows the price per "
            "liter or kilogram beside it.",
            class_name="text-small text-muted px-5 py-3",
        ),
        PasteGridElement.create(
            rx.el.table(
                rx.el.caption("Variants", class_name="visually-hidden"),
                rx.el.thead(rx.el.tr(*heads)),
                rx.el.tbody(rx.foreach(EditorState.rows, _row)),
                class_name="table grid-table",
            ),
            label="Variants",
            key=EditorState.grid,
        ),
        title="Variants, prices and stock",
        flush=True,
        id="variants",
    )


def _heads() -> list[rx.Component]:
    named = [rx.el.th(head, scope="col") for _, head, _ in GRID]
    return [*named, rx.el.th("To order", scope="col")]


def _option(option: Any) -> rx.Component:
    return rx.el.li(
        rx.el.input(
            name=f"option_name:{option.index}",
            default_value=option.name,
            placeholder="Name",
            aria_label="Name of the option",
            max_length=40,
            class_name="input input-option",
        ),
        rx.el.input(
            name=f"option_values:{option.index}",
            default_value=option.choices,
            placeholder="Values, with commas between them",
            aria_label="Values of the option",
            class_name="input flex-1 min-w-0",
        ),
        class_name="flex flex-wrap gap-2",
    )


def _row(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row.label, scope="row"),
        rx.foreach(row.cells, lambda cell: _cell(row, cell)),
        rx.el.td(
            rx.el.input(
                type="checkbox",
                name=row.made_name,
                default_checked=row.is_made_to_order,
                aria_label=f"{row.label}: made to order",
                class_name="tick",
            )
        ),
        key=row.id,
        data_testid="variant-row",
    )


def _cell(row: Any, cell: Any) -> rx.Component:
    return rx.el.td(
        rx.el.input(
            name=cell.name,
            default_value=cell.value,
            input_mode=cell.mode,
            aria_label=f"{row.label}: {cell.label}",
            aria_invalid=rx.cond(cell.error, "true", "false"),
            title=cell.error,
            auto_complete="off",
            class_name="input",
        ),
        when(cell.error, rx.el.p(cell.error, class_name="field-error text-tiny")),
        custom_attrs={"data-key": cell.label},
    )
