from typing import Any

import reflex as rx

from core.ui.components.button import button
from core.ui.components.choice import checkbox, select_field
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.link import outside_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import text_field
from core.ui.countries import countries
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.taxes.state import TaxesState

SETTINGS = "/settings"


def taxes_page() -> rx.Component:
    return desk_page(
        TaxesState,
        breadcrumb([("Settings", SETTINGS)], "Taxes and invoices"),
        page_header(
            "Taxes and invoices",
            intro="What you say here decides which VAT your buyers see, and what your invoices "
            "print.",
        ),
        notes(TaxesState),
        rx.el.div(_profile(), _documents(), class_name="stack"),
        current=SETTINGS,
    )


def _profile() -> rx.Component:
    state = TaxesState
    is_registered = state.status == "registered"
    form = rx.el.form(
        select_field(
            "VAT status", "status", state.statuses, value=state.status,
            on_change=state.set_status,
        ),
        when(
            state.status == "small_business",
            rx.el.p(state.sentence, class_name="text-small text-muted"),
        ),
        select_field(
            "Country of your business",
            "established_in",
            countries(),
            default_value=state.established_in,
            error=state.errors.get("established_in", ""),
        ),
        when(
            is_registered,
            rx.el.div(
                text_field(
                    "VAT number",
                    "vat_id",
                    max_length=32,
                    default_value=state.vat_id,
                    error=state.errors.get("vat_id", ""),
                    hint="Its check digits are looked at. It is printed on your invoices.",
                    required=True,
                ),
                checkbox(
                    "I use the one-stop shop (OSS)",
                    "uses_oss",
                    hint="Buyers in other EU countries then pay the VAT of their country. "
                    "Without it your own rate holds until your sales there pass 10,000 € in a "
                    "calendar year.",
                    default_checked=state.uses_oss,
                ),
                class_name="stack",
            ),
        ),
        rx.el.div(button("Save", type="submit", pending=state.busy == "save")),
        on_submit=state.save,
        key=state.revision,
        class_name="stack",
    )  # fmt: skip
    return panel(
        form,
        when(
            state.confirmed,
            rx.el.p(
                "Confirmed ", state.confirmed, ".", class_name="text-small text-muted mt-2"
            ),
        ),
        title="VAT",
    )


def _documents() -> rx.Component:
    rows = table(
        "Documents",
        [
            Column("Document"), Column("Number"), Column("Issued"),
            Column("Amount", numeric=True),
        ],
        rx.foreach(TaxesState.documents, _row),
    )  # fmt: skip
    none = empty_state(
        "No documents yet",
        "Invoices are issued by themselves when a parcel leaves, credit notes when money goes "
        "back, and the market’s invoice for the commission on the second of each month.",
        picture="ledger",
    )
    return panel(
        rx.cond(TaxesState.documents, rows, none), title="Latest documents", flush=True
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Document", row.title),
        cell("Number", outside_link(row.number, href=row.href)),
        cell("Issued", row.issued),
        cell("Amount", row.amount, numeric=True),
        data_testid="document-row",
    )
