from typing import Any

import reflex as rx

from admin.components.states import desk_page
from admin.pages.promotion.state import PromotionState
from core.ui.components.button import button, link_button
from core.ui.components.desk_page import notes
from core.ui.components.layout import page_header, panel, row, row_list
from core.ui.components.menu import disclosure
from core.ui.components.navigation import breadcrumb
from core.ui.components.text_input import text_field
from core.ui.promotions.fields import promotion_form, simulator
from core.ui.promotions.listing import standing
from core.ui.values import when

promotion = PromotionState.promotion


def promotion_page() -> rx.Component:
    title = rx.cond(PromotionState.is_new, "Add a promotion", promotion.name)
    return desk_page(
        PromotionState,
        breadcrumb([("Promotions", "/promotions")], title),
        page_header(title),
        notes(PromotionState),
        rx.el.div(
            promotion_form(PromotionState, is_market=True),
            rx.el.div(
                standing(PromotionState),
                when(~PromotionState.is_new, _codes()),
                simulator(PromotionState),
                class_name="stack min-w-0",
            ),
            class_name="with-aside",
        ),
        current="/promotions",
    )


def _codes() -> rx.Component:
    return panel(
        row_list(rx.foreach(PromotionState.batches, _batch), aria_label="Batches of codes"),
        disclosure(
            "Make a batch of codes",
            rx.el.form(
                _field("Name of the batch", "batch", required=True),
                _field("Codes begin with", "prefix", optional=True),
                _field("How many", "count", input_mode="numeric", required=True),
                _field(
                    "Uses of each",
                    "use_limit",
                    input_mode="numeric",
                    optional=True,
                    default_value="1",
                ),
                button(
                    "Make them",
                    type="submit",
                    variant="secondary",
                    pending=PromotionState.busy == "make_batch",
                ),
                on_submit=PromotionState.make_batch,
                key=PromotionState.revision,
                class_name="stack",
            ),
        ),
        title="Codes",
    )


def _batch(batch: Any) -> rx.Component:
    return row(
        rx.el.p(rx.el.strong(batch.name)),
        rx.el.p(
            batch.codes, ", ", batch.used, ", such as ", rx.el.code(batch.example),
            class_name="text-small text-muted",
        ),
        end=link_button("CSV", href=batch.href, variant="secondary", size="small"),
        data_testid="batch",
    )  # fmt: skip


def _field(label: str, name: str, **props: Any) -> rx.Component:
    return text_field(
        label, name, id=f"batch-{name}", error=PromotionState.errors.get(name, ""), **props
    )
