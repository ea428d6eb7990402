from typing import Any

import reflex as rx

from admin.components.finance_tabs import FINANCE
from admin.components.marks import mark
from admin.components.panels import confirm_panel, reason_dialog
from admin.components.states import desk_page
from admin.pages.finance_payout.state import PayoutState
from core.ui.components.button import button, link_button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import banner
from core.ui.components.layout import detail, details_of, page_header, panel, total_row, totals
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when

APPROVE, CANCEL, RETRY, BACK = "approve", "cancel", "retry", "back"


def payout_page() -> rx.Component:
    payout, facts = PayoutState.payout, PayoutState.facts
    return desk_page(
        PayoutState,
        breadcrumb([("Payouts", FINANCE)], payout.number),
        page_header(
            payout.number,
            _press("Approve", APPROVE, facts.can_approve, "primary"),
            _press("Send again", RETRY, facts.can_retry, "primary"),
            _press("Came back from the bank", BACK, facts.can_come_back, "secondary"),
            _press("Cancel", CANCEL, facts.can_cancel, "secondary"),
            intro=rx.fragment(payout.amount, " for ", payout.vendor),
        ),
        when(PayoutState.panel == "", notes(PayoutState)),
        when(payout.failure, banner(payout.failure, tone="danger")),
        rx.el.div(_facts(), _lines(), _steps(), class_name="stack"),
        _approve(),
        _retry(),
        _dialogs(),
        current=FINANCE,
        missing="There is no such payout",
    )


def _press(label: str, name: str, shown: Any, variant: Any) -> rx.Component:
    return when(
        shown,
        button(label, size="small", variant=variant, on_click=PayoutState.open_panel(name)),
    )


def _facts() -> rx.Component:
    payout, facts = PayoutState.payout, PayoutState.facts
    sums = totals(
        total_row("Available before", facts.opening),
        total_row("This payout", payout.amount),
        total_row("Available after", facts.closing, final=True),
    )
    files = rx.el.div(
        link_button("Statement (PDF)", href=facts.pdf_href, outside=True, size="small",
                    variant="secondary"),
        link_button("Lines (CSV)", href=facts.csv_href, outside=True, size="small",
                    variant="secondary"),
        class_name="cluster",
    )  # fmt: skip
    return panel(
        details_of(
            detail("Status", mark(payout.status)),
            detail("Workshop", text_link(payout.vendor, href=payout.vendor_href)),
            detail("Paid to", facts.account),
            detail("Made", payout.made, ", ", facts.made_by),
            when(facts.approved, detail("Approved", facts.approved)),
            when(facts.key, detail("Idempotency key", rx.el.code(facts.key))),
            when(facts.reference, detail("Provider’s reference", rx.el.code(facts.reference))),
        ),
        sums,
        files,
    )


def _lines() -> rx.Component:
    columns = [
        Column("Date"),
        Column("Order"),
        Column("What"),
        Column("Goods and delivery", numeric=True),
        Column("Commission", numeric=True),
        Column("Discounts and taxes", numeric=True),
        Column("Net", numeric=True),
    ]
    listed = table("Lines of the payout", columns, rx.foreach(PayoutState.lines, _line))
    return panel(listed, title="What it is made of", flush=True)


def _line(line: Any) -> rx.Component:
    what = rx.el.div(
        line.what, when(line.rule, rx.el.p(line.rule, class_name="text-tiny text-muted"))
    )
    return table_row(
        head_cell("Date", line.at),
        cell("Order", text_link(line.order, href=line.order_href)),
        cell("What", what),
        cell("Goods and delivery", line.gross, numeric=True),
        cell("Commission", line.commission, numeric=True),
        cell("Discounts and taxes", line.other, numeric=True),
        cell("Net", line.net, numeric=True),
        data_testid="statement-line",
    )


def _steps() -> rx.Component:
    columns = [Column("When"), Column("What"), Column("Note")]
    listed = table("History", columns, rx.foreach(PayoutState.steps, _step))
    return panel(listed, title="History", flush=True)


def _step(step: Any) -> rx.Component:
    return table_row(
        head_cell("When", step.at), cell("What", step.word), cell("Note", step.message)
    )


def _approve() -> rx.Component:
    payout = PayoutState.payout
    return confirm_panel(
        PayoutState,
        APPROVE,
        rx.fragment("Approve ", payout.number),
        rx.fragment(payout.amount, " leaves for ", PayoutState.facts.account, "."),
        verb="Approve",
        on_confirm=PayoutState.approve,
    )


def _retry() -> rx.Component:
    return confirm_panel(
        PayoutState,
        RETRY,
        rx.fragment("Send ", PayoutState.payout.number, " again"),
        "The same payout goes out once more, to where the workshop is paid now.",
        verb="Send again",
        on_confirm=PayoutState.retry,
    )


def _dialogs() -> rx.Component:
    return rx.fragment(
        reason_dialog(
            PayoutState,
            CANCEL,
            rx.fragment("Cancel ", PayoutState.payout.number),
            "Its amounts are available again and go into the next payout.",
            verb="Cancel the payout",
            on_submit=PayoutState.cancel,
            max_length=200,
        ),
        reason_dialog(
            PayoutState,
            BACK,
            rx.fragment(PayoutState.payout.number, " came back"),
            "The bank refused it, or sent the money back after it was paid.",
            verb="Note it",
            on_submit=PayoutState.come_back,
            max_length=200,
        ),
    )
