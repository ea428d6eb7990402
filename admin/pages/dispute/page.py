from typing import Any

import reflex as rx

from admin.components.panels import panel_buttons, panel_dialog
from admin.components.states import desk_page
from admin.pages.dispute.state import DisputeState
from admin.pages.disputes.state import PATH
from core.ui.cases import OUTCOMES, options_of
from core.ui.components.badge import badge
from core.ui.components.button import button
from core.ui.components.case import case_history, case_lines, case_photos, case_said
from core.ui.components.choice import radio_group
from core.ui.components.desk_page import notes
from core.ui.components.feedback import banner
from core.ui.components.layout import detail, details_of, page_header, panel
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.text_input import money_field, textarea_field
from core.ui.values import when

State = DisputeState
case = DisputeState.case
DECIDE = "decide"


def dispute_page() -> rx.Component:
    return desk_page(
        State,
        breadcrumb([("Disputes", PATH)], case.number),
        page_header(case.number, _actions(), intro=case.title),
        notes(State),
        when(case.due, banner(rx.fragment("This step ends by itself ", case.due), tone="info")),
        rx.el.div(
            rx.el.div(
                rx.foreach(State.chargebacks, _chargeback),
                case_said(case),
                when(case.note, panel(rx.el.p(case.note), title="The buyer writes")),
                case_photos(case.photos),
                case_lines(case),
                when((case.kind == "dispute") & (case.status == "evidence"), _note()),
                class_name="stack min-w-0",
            ),
            rx.el.div(_facts(), case_history(case), class_name="stack min-w-0"),
            class_name="with-aside mt-4",
        ),
        _dialog(),
        current=PATH,
        missing="There is no such case",
    )


def _actions() -> rx.Component:
    is_open = (case.kind == "dispute") & (case.status == "evidence")
    return rx.el.div(
        badge(case.word, tone=case.tone, shape=case.shape),
        when(
            is_open & ~case.is_with_the_bank,
            button("Decide", size="small", on_click=State.open_panel(DECIDE)),
        ),
        when(
            (case.kind == "return") & (case.status == "inspected"),
            button(
                "Ask the gateway again",
                size="small",
                variant="secondary",
                on_click=State.pay_again,
                pending=State.busy == "pay_again",
            ),
        ),
        class_name="cluster",
    )


def _facts() -> rx.Component:
    return panel(
        details_of(
            detail("Order", text_link(case.order, href="/orders/" + case.order)),
            detail("Workshop", case.workshop),
            detail("Buyer", case.buyer),
            when(case.asked, detail("At stake", case.asked)),
            when(case.wish, detail("Wish", case.wish)),
            when(case.offer, detail("Offered", case.offer)),
            when(case.tracking, detail("Sent with", case.tracking)),
            when(case.outcome, detail("Decided", case.outcome)),
            when(case.refund, detail("Given back", case.refund)),
            when(case.decision, detail("Reason", case.decision)),
        ),
        when(
            case.dispute,
            rx.el.p(
                text_link("Dispute ", case.dispute, href=PATH + "/" + case.dispute),
                class_name="mt-3",
            ),
        ),
        title="Facts",
    )


def _chargeback(row: Any) -> rx.Component:
    return panel(
        details_of(
            detail("Amount", row.amount),
            detail("Reason of the bank", row.reason),
            detail("State", row.word),
            when(row.due, detail("Evidence until", row.due)),
            detail("If lost, borne by", row.bearer),
            detail("Reference", row.reference),
        ),
        when(
            row.is_open,
            rx.el.div(
                when(
                    row.waits,
                    button(
                        "The bank has our evidence",
                        size="small",
                        on_click=State.evidence_sent(row.id),
                    ),
                ),
                button(
                    "The market bears it",
                    size="small",
                    variant="secondary",
                    on_click=State.bear_it(row.id),
                ),
                class_name="cluster mt-3",
            ),
        ),
        title="The buyer’s bank took the money back",
    )


def _note() -> rx.Component:
    return panel(
        rx.el.form(
            textarea_field(
                "What we found out",
                "body",
                hint="Both sides read it.",
                max_length=4000,
                required=True,
            ),
            button("Add", type="submit", variant="secondary", pending=State.busy == "add_note"),
            on_submit=State.add_note,
            key="note" + State.revision.to(str),
            class_name="stack",
        ),
        title="Our own findings",
    )


def _dialog() -> rx.Component:
    return panel_dialog(
        State,
        DECIDE,
        rx.fragment("Decide ", case.number),
        rx.el.p("At stake: ", case.asked, ". The money moves with the decision."),
        rx.el.form(
            radio_group(
                "For whom?",
                "outcome",
                options_of(OUTCOMES),
                chosen=State.outcome,
                on_change=State.choose_outcome,
            ),
            when(
                State.outcome == "split",
                money_field("The buyer gets", "amount", currency=case.currency, required=True),
            ),
            textarea_field(
                "Reason",
                "reason",
                hint="Both sides read it.",
                rows=5,
                max_length=1000,
                required=True,
            ),
            panel_buttons(State, "Decide", variant="primary"),
            on_submit=State.decide,
            key=State.revision,
            class_name="stack",
        ),
    )
