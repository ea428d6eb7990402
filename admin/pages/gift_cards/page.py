from typing import Any

import reflex as rx

from admin.components.lists import filter_form, nothing_matches, result_list
from admin.components.marks import mark
from admin.components.panels import confirm_panel, reason_dialog
from admin.components.states import desk_page
from admin.pages.gift_cards.state import GiftCardsState, GiftCardState
from admin.pages.gift_cards.views import PATH
from core.ui.components.button import button
from core.ui.components.desk_page import notes
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import money_field, text_field
from core.ui.values import when

card = GiftCardState.card
VOID, MAIL = "void", "mail"


def gift_cards_page() -> rx.Component:
    return desk_page(
        GiftCardsState,
        page_header(
            "Gift cards",
            intro="What was sold or given and is not yet spent is owed. Codes are not kept.",
        ),
        notes(GiftCardsState),
        panel(_owed(), title="What is owed", flush=True),
        panel(_issue(), title="Give a gift card"),
        filter_form("End of the code, name or e-mail", GiftCardsState),
        rx.cond(
            GiftCardsState.rows,
            result_list(_table(), GiftCardsState.pager, "Pages of gift cards"),
            nothing_matches("gift cards", PATH),
        ),
        current=PATH,
    )


def _issue() -> rx.Component:
    return rx.el.form(
        money_field("Amount", "amount", required=True),
        text_field("E-mail", "email", type="email", required=True),
        text_field("Why", "reason", max_length=200, required=True),
        button("Give it", type="submit", variant="secondary", size="small"),
        on_submit=GiftCardsState.issue,
        class_name="desk-filters p-4",
    )


def _owed() -> rx.Component:
    return table(
        "What is owed",
        [Column("Kind"), Column("Owed", numeric=True), Column("Holders", numeric=True)],
        rx.foreach(
            GiftCardsState.owed,
            lambda one: table_row(
                head_cell("Kind", one.kind),
                cell("Owed", one.amount, numeric=True),
                cell("Holders", one.holders, numeric=True),
            ),
        ),
        compact=True,
    )


def _table() -> rx.Component:
    return table(
        "Gift cards",
        [
            Column("Code"),
            Column("For"),
            Column("Standing"),
            Column("Made"),
            Column("Mailed"),
            Column("Worth", numeric=True),
            Column("Left", numeric=True),
        ],
        rx.foreach(GiftCardsState.rows, _row),
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Code", text_link(row.name, href=row.href)),
        cell("For", row.recipient),
        cell("Standing", mark(row.status)),
        cell("Made", row.made),
        cell("Mailed", row.mailed),
        cell("Worth", row.initial, numeric=True),
        cell("Left", row.balance, numeric=True),
        data_testid="gift-card-row",
    )


def gift_card_page() -> rx.Component:
    return desk_page(
        GiftCardState,
        breadcrumb([("Gift cards", PATH)], card.row.name),
        page_header(rx.fragment("Gift card ", card.row.name), _actions()),
        when(GiftCardState.panel == "", notes(GiftCardState)),
        rx.el.p("For ", card.row.recipient, ". ", card.origin, ", ends ", card.ends, "."),
        when(card.reason, rx.el.p(card.reason, class_name="text-muted")),
        rx.el.p(card.row.balance, " of ", card.row.initial, " left.", class_name="text-lead"),
        panel(_entries(), title="History", flush=True),
        _dialogs(),
        current=PATH,
        missing="There is no such gift card",
    )


def _actions() -> rx.Component:
    def opens(label: str, name: str) -> rx.Component:
        return button(
            label, variant="secondary", size="small", on_click=GiftCardState.open_panel(name)
        )

    return rx.el.div(
        mark(card.row.status),
        when(card.is_live, opens("Mail it again", MAIL)),
        when(card.is_live, opens("Make it void", VOID)),
        class_name="cluster",
    )


def _entries() -> rx.Component:
    return table(
        "History",
        [Column("Day"), Column("What"), Column("Why"), Column("Amount", numeric=True)],
        rx.foreach(
            card.history,
            lambda row: table_row(
                head_cell("Day", row.on),
                cell("What", row.what),
                cell("Why", row.why),
                cell("Amount", row.amount, numeric=True),
            ),
        ),
        compact=True,
    )


def _dialogs() -> rx.Component:
    return rx.fragment(
        reason_dialog(
            GiftCardState,
            VOID,
            "Make this card void?",
            "What is left on it cannot be spent anymore.",
            verb="Make it void",
            on_submit=GiftCardState.void,
            hint="Kept on the audit trail.",
        ),
        confirm_panel(
            GiftCardState,
            MAIL,
            "Mail this card again?",
            "Its page is sent to the address that it was made for.",
            verb="Mail it",
            on_confirm=GiftCardState.mail_again,
        ),
    )
