"""The parts of a workshop's page beside what it says of itself."""

from typing import Any

import reflex as rx

from admin.pages.vendor.state import VendorState
from core.ui.components.button import button
from core.ui.components.choice import select_field
from core.ui.components.layout import panel
from core.ui.components.link import text_link
from core.ui.components.progress import timeline
from core.ui.components.table import Column, cell, head_cell, table, table_row

vendor = VendorState.vendor


def members() -> rx.Component:
    shown = table(
        "Members",
        [Column("Member"), Column("Role"), Column("Since")],
        rx.foreach(vendor.members, _member),
        compact=True,
    )
    return panel(shown, title="Members", flush=True)


def commission() -> rx.Component:
    """Orders keep the rate they were made with."""
    return panel(
        rx.el.p("The market takes ", rx.el.strong(vendor.rate), " of each line."),
        rx.el.form(
            select_field(
                "Commission plan",
                "plan",
                VendorState.plans,
                default_value=vendor.plan_id,
                hint="Holds for orders from now on.",
            ),
            button(
                "Save the plan",
                type="submit",
                variant="secondary",
                size="small",
                pending=VendorState.busy == "assign_plan",
            ),
            on_submit=VendorState.assign_plan,
            key=vendor.plan_id,
            class_name="stack items-start mt-3",
        ),
        title="Commission",
    )


def moderation() -> rx.Component:
    trusted = rx.fragment(
        rx.el.p("Its products are shown as soon as it publishes them."),
        button(
            "Moderate its products",
            variant="secondary",
            size="small",
            on_click=VendorState.moderate,
            pending=VendorState.busy == "moderate",
        ),
    )
    watched = rx.fragment(
        rx.el.p("What it publishes waits for a moderator."),
        button(
            "Trust this workshop",
            variant="secondary",
            size="small",
            on_click=VendorState.trust,
            pending=VendorState.busy == "trust",
        ),
    )
    return panel(
        rx.el.div(
            rx.cond(vendor.is_trusted, trusted, watched),
            class_name="stack items-start",
            data_testid="moderation",
        ),
        title="New products",
    )


def history() -> rx.Component:
    return panel(timeline(vendor.history), title="What happened")


def _member(row: Any) -> rx.Component:
    return table_row(
        head_cell(
            "Member",
            rx.el.div(
                text_link(row.name, href=row.href),
                rx.el.p(row.email, class_name="text-tiny text-muted"),
            ),
        ),
        cell("Role", row.role),
        cell("Since", row.since),
    )
