"""What the buyer may do now, by the status of the case."""

import reflex as rx

from core.orders.carriers import CARRIERS
from core.returns.photos import MAX_BYTES, MOST_PHOTOS
from core.ui.components.button import button, link_button
from core.ui.components.choice import select_field
from core.ui.components.dialog import confirm_dialog, opens
from core.ui.components.feedback import banner
from core.ui.components.file_drop import file_drop
from core.ui.components.layout import panel
from core.ui.components.menu import disclosure
from core.ui.components.text_input import text_field, textarea_field
from core.ui.values import when
from storefront.pages.case.state import CaseState

case = CaseState.case
CANCEL, DECLINE, DROP = "cancel-return", "decline-offer", "drop-issue"


def actions() -> rx.Component:
    is_return, is_issue = case.kind == "return", case.kind == "issue"
    is_open = (case.status == "requested") | (case.status == "approved")
    return rx.fragment(
        when(
            is_return & (case.status == "approved") & (case.resolution != "keep"), _send_back()
        ),
        when(is_return & is_open & (case.resolution != "keep"), _cancel()),
        when(is_return & (case.dispute == ""), _disagree()),
        when(is_issue & (case.status == "offer_made"), _offer()),
        when(
            is_issue & ((case.status == "awaiting_vendor") | (case.status == "offer_made")),
            _drop(),
        ),
        when((case.kind == "dispute") & (case.status == "evidence"), _evidence()),
    )


def _send_back() -> rx.Component:
    return panel(
        rx.el.p("Send it to this address and write the number on the parcel:"),
        rx.el.address(
            rx.foreach(case.address, lambda line: rx.el.span(line, class_name="block")),
            class_name="not-italic my-3",
        ),
        when(case.decision, rx.el.p(case.decision, class_name="mb-3")),
        link_button(
            "Label as PDF",
            href=CaseState.label_href,
            variant="secondary",
            outside=True,
            target="_blank",
        ),
        rx.el.form(
            rx.el.div(
                select_field(
                    "Who has the parcel?",
                    "carrier",
                    [("", "Choose …"), *((name, name) for name in CARRIERS)],
                    required=True,
                ),
                text_field("Tracking number", "tracking_number", max_length=60, optional=True),
                class_name="halves",
            ),
            button("I have sent it", type="submit", pending=CaseState.busy == "sent"),
            on_submit=CaseState.sent,
            class_name="stack mt-5",
        ),
        title="Send it back",
        data_testid="send-back",
    )


def _cancel() -> rx.Component:
    return rx.el.div(
        button("Keep the piece after all", variant="secondary", **opens(CANCEL)),
        confirm_dialog(
            CANCEL,
            "End this return?",
            "You keep the pieces. Within the time you have you may ask again.",
            verb="End the return",
            on_confirm=CaseState.cancel,
        ),
    )


def _disagree() -> rx.Component:
    form = rx.el.form(
        textarea_field(
            "What do you not agree with?", "why", rows=4, max_length=2000, required=True
        ),
        button(
            "Let EcoMarket decide",
            type="submit",
            variant="secondary",
            pending=CaseState.busy == "disagree",
        ),
        on_submit=CaseState.disagree,
        class_name="stack",
    )
    kept = case.lines.length() > 0
    was_refused = (case.status == "rejected") | (case.status == "closed")
    return when(
        was_refused & kept & (case.resolution == "refund"),
        disclosure("I do not agree with this", form),
    )


def _offer() -> rx.Component:
    return panel(
        rx.el.p("The workshop offers ", rx.el.strong(case.offer), " of ", case.asked, "."),
        rx.el.blockquote(case.offer_note, class_name="my-3"),
        rx.el.div(
            button("Accept", on_click=CaseState.accept, pending=CaseState.busy == "accept"),
            button("Decline", variant="secondary", **opens(DECLINE)),
            class_name="cluster",
        ),
        confirm_dialog(
            DECLINE,
            "Decline the offer?",
            "EcoMarket then asks both of you for what you have, and decides within seven days.",
            verb="Decline the offer",
            on_confirm=CaseState.decline,
        ),
        title="An offer",
        data_testid="offer",
    )


def _drop() -> rx.Component:
    return rx.el.div(
        button("It has solved itself", variant="secondary", **opens(DROP)),
        confirm_dialog(
            DROP,
            "Take the report back?",
            "The workshop is told that nothing is left to do.",
            verb="Take it back",
            on_confirm=CaseState.drop,
        ),
    )


def _evidence() -> rx.Component:
    return panel(
        when(
            case.is_with_the_bank,
            banner("Your bank decides", "It has the money back.", tone="info"),
        ),
        rx.el.form(
            textarea_field("Your side", "body", rows=5, max_length=4000, required=True),
            file_drop(
                "Add pictures",
                action=CaseState.photo_action,
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
        title="Tell your side",
    )
