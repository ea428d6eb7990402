from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import button
from core.ui.components.choice import select, select_field
from core.ui.components.desk_page import notes
from core.ui.components.layout import page_header, panel
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import text_field
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.team.state import ROLES, TeamState


def team_page() -> rx.Component:
    return desk_page(
        TeamState,
        page_header("Team", intro="Who acts for the workshop, and what each of them may do."),
        notes(TeamState),
        panel(
            table(
                "Members",
                [
                    Column("Name"),
                    Column("Role"),
                    Column("Member"),
                    Column("Remove", hidden=True),
                ],
                rx.foreach(TeamState.rows, _row),
            ),
            flush=True,
        ),
        when(TeamState.is_owner, _invite()),
        current="/settings/team",
    )


def _row(row: Any) -> rx.Component:
    role = select(
        "role",
        ROLES,
        value=row.role,
        on_change=lambda chosen: TeamState.change_role(row.id, chosen),
        disabled=~TeamState.is_owner,
        aria_label="Role of " + row.name,
    )
    return table_row(
        head_cell(
            "Name",
            rx.el.div(row.name, rx.el.p(row.email, class_name="text-tiny text-muted")),
        ),
        cell("Role", role),
        cell(
            "Member",
            rx.cond(row.is_pending, badge("Invited", tone="attention", shape="new"), row.since),
        ),
        cell(
            "Remove",
            when(
                TeamState.is_owner,
                button(
                    "Remove",
                    variant="quiet",
                    size="small",
                    on_click=TeamState.remove(row.id),
                    aria_label="Remove " + row.name,
                ),
            ),
        ),
        key=row.id,
        data_testid="member",
    )


def _invite() -> rx.Component:
    return panel(
        rx.el.form(
            rx.el.div(
                text_field("E-mail", "email", type="email", required=True, auto_complete="off"),
                select_field("Role", "role", ROLES, default_value="orders"),
                class_name="form-grid",
            ),
            button(
                "Invite",
                type="submit",
                pending=TeamState.busy == "invite",
                pending_label="Inviting…",
            ),
            on_submit=TeamState.invite,
            key=TeamState.revision,
            class_name="stack items-start",
        ),
        title="Invite somebody",
    )
