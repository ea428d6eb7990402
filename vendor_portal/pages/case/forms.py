"""What the workshop may do now, by the status of the case."""

from typing import Any

import reflex as rx

from core.returns.photos import MAX_BYTES, MOST_PHOTOS
from core.ui.cases import CONDITIONS, DISPOSITIONS, options_of
from core.ui.components.button import button
from core.ui.components.choice import checkbox, select
from core.ui.components.feedback import banner
from core.ui.components.field import field
from core.ui.components.file_drop import file_drop
from core.ui.components.layout import panel
from core.ui.components.text_input import (
    money_field,
    text_field,
    text_input,
    textarea_field,
)
from core.ui.values import when
from vendor_portal.pages.case.state import CaseState

case = CaseState.case


def actions() -> rx.Component:
    status = case.status
    is_return = case.kind == "return"
    return rx.fragment(
        when(is_return & (status == "requested"), _answer()),
        when(
            is_return
            & ((status == "approved") | (status == "in_transit"))
            & (case.resolution != "keep"),
            _arrived(),
        ),
        when(is_return & (status == "received"), _inspection()),
        when(
            is_return
            & (status == "inspected")
            & ((case.resolution == "exchange") | (case.resolution == "repair")),
            _send(),
        ),
        when((case.kind == "issue") & (status == "awaiting_vendor"), _offer()),
        when((case.kind == "dispute") & (status == "evidence"), _evidence()),
    )


def _answer() -> rx.Component:
    return panel(
        rx.el.form(
            when(
                case.resolution == "keep",
                money_field(
                    "You give",
                    "amount",
                    id="keep-amount",
                    currency=case.currency,
                    hint=rx.fragment("The buyer asks for ", case.offer, ". Empty: all of it."),
                    optional=True,
                ),
            ),
            textarea_field(
                "A word to the buyer",
                "note",
                id="approve-note",
                hint="How to pack it, for example.",
                max_length=500,
                optional=True,
            ),
            button("Approve", type="submit", pending=CaseState.busy == "approve"),
            on_submit=CaseState.approve,
            key="approve" + CaseState.revision.to(str),
            class_name="stack",
        ),
        rx.el.hr(class_name="my-5"),
        rx.el.form(
            textarea_field(
                "Reason to refuse",
                "reason",
                id="reject-reason",
                hint="The buyer reads it. Within 14 days of delivery money back cannot be "
                "refused.",
                max_length=500,
                required=True,
            ),
            button(
                "Refuse", type="submit", variant="danger", pending=CaseState.busy == "reject"
            ),
            on_submit=CaseState.reject,
            key="reject" + CaseState.revision.to(str),
            class_name="stack",
        ),
        title="Answer",
    )


def _arrived() -> rx.Component:
    return panel(
        rx.el.p("When the parcel is with you, say so. You then have seven days to look at it."),
        rx.el.div(
            button(
                "It is here", on_click=CaseState.receive, pending=CaseState.busy == "receive"
            ),
            class_name="mt-3",
        ),
        title="Waiting for the parcel",
    )


def _inspection() -> rx.Component:
    return panel(
        rx.el.form(
            rx.el.ul(rx.foreach(case.lines, _graded), class_name="rows"),
            when(
                (case.resolution == "exchange") | (case.resolution == "repair"),
                checkbox(
                    "Give the money back instead",
                    "pays_instead",
                    hint="If it cannot be exchanged or repaired.",
                ),
            ),
            rx.el.div(
                button("Finish", type="submit", pending=CaseState.busy == "inspect"),
                class_name="mt-4",
            ),
            on_submit=CaseState.inspect,
            key="inspect" + CaseState.revision.to(str),
            class_name="stack",
        ),
        title="Look at the pieces",
    )


def _graded(line: Any) -> rx.Component:
    """Each piece: what it is like, what becomes of it, what is kept back and why."""
    return rx.el.li(
        rx.el.div(
            rx.el.p(rx.el.strong(line.quantity, " × ", line.title), " ", line.options),
            rx.el.div(
                _choice("Condition", "condition", line, options_of(CONDITIONS)),
                _choice("Becomes", "disposition", line, options_of(DISPOSITIONS)),
                field(
                    "Keep back",
                    "kept",
                    lambda wiring: text_input(
                        "kept:" + line.id, wiring, input_mode="decimal", placeholder="0.00"
                    ),
                    id="kept-" + line.id,
                    hint=rx.fragment("Of ", line.worth, ". Only for a loss in value."),
                ),
                field(
                    "Why",
                    "because",
                    lambda wiring: text_input("because:" + line.id, wiring, max_length=300),
                    id="because-" + line.id,
                    hint="The buyer reads it.",
                ),
                class_name="halves",
            ),
            class_name="stack-tight w-full",
        )
    )


def _choice(label: str, name: str, line: Any, options: list[tuple[str, str]]) -> rx.Component:
    return field(
        label,
        name,
        lambda wiring: select(name + ":" + line.id, options, wiring),
        id=name + "-" + line.id,
    )


def _send() -> rx.Component:
    return panel(
        rx.el.form(
            rx.el.div(
                text_field("Carrier", "carrier", id="send-carrier", required=True),
                text_field(
                    "Tracking number", "tracking_number", id="send-tracking", optional=True
                ),
                class_name="halves",
            ),
            button("It is sent", type="submit", pending=CaseState.busy == "send_instead"),
            on_submit=CaseState.send_instead,
            key="send" + CaseState.revision.to(str),
            class_name="stack",
        ),
        title="Send it to the buyer",
    )


def _offer() -> rx.Component:
    return panel(
        rx.el.form(
            money_field(
                "You give back",
                "amount",
                id="offer-amount",
                currency=case.currency,
                hint=rx.fragment("At stake: ", case.asked, ". All of it settles the case."),
                required=True,
            ),
            textarea_field(
                "A word to the buyer", "note", id="offer-note", max_length=1000, required=True
            ),
            button("Make the offer", type="submit", pending=CaseState.busy == "offer"),
            on_submit=CaseState.offer,
            key="offer" + CaseState.revision.to(str),
            class_name="stack",
        ),
        title="Answer",
    )


def _evidence() -> rx.Component:
    return panel(
        when(
            case.is_with_the_bank,
            banner(
                "The buyer’s bank has the money",
                "It decides. What you show here is what we send to it.",
                tone="attention",
            ),
        ),
        rx.el.form(
            textarea_field(
                "What happened",
                "body",
                id="evidence-body",
                hint="Proof of delivery, how it was packed, what was agreed.",
                rows=6,
                max_length=4000,
                required=True,
            ),
            file_drop(
                "Add pictures",
                action="/cases/photos?part=" + case.part,
                on_uploaded=CaseState.add_photos,
                accept="image/jpeg,image/png,image/webp,image/avif",
                multiple=True,
                max_bytes=MAX_BYTES,
                hint=f"Up to {MOST_PHOTOS}, 10 MB each.",
            ),
            when(
                CaseState.photos,
                rx.el.p(CaseState.photos.length(), " ready to send", role="status"),
            ),
            button("Send", type="submit", pending=CaseState.busy == "give_proof"),
            on_submit=CaseState.give_proof,
            key="evidence" + CaseState.revision.to(str),
            class_name="stack",
        ),
        title="Your side",
    )
