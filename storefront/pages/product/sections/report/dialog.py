"""Say that something should not stand there."""

from typing import Any

import reflex as rx

from core.reviews.inputs import LONGEST_REASON
from core.reviews.models import ReportReason, ReportTarget
from core.ui.components.button import button, link_button
from core.ui.components.choice import select_field
from core.ui.components.dialog import cancel_button, dialog
from core.ui.components.feedback import banner
from core.ui.components.text_input import text_field, textarea_field
from core.ui.values import Text, when
from storefront.pages.product.sections.report.state import ReportState

REASONS = (
    (ReportReason.NOT_GENUINE, "It is not genuine"),
    (ReportReason.OFFENSIVE, "It insults or threatens"),
    (ReportReason.PERSONAL_DATA, "It tells private facts of somebody"),
    (ReportReason.OFF_TOPIC, "It is not about the piece"),
    (ReportReason.ADVERTISING, "It advertises"),
    (ReportReason.ILLEGAL, "It is against the law"),
)


def report_button(target: ReportTarget, content_id: Text, *, of: Any) -> rx.Component:
    """Opens the dialog; before the page has started, and without a script, it leads to the form
    of the market with the address of the very review or question ``of`` a product.
    """
    kind = ReportTarget.REVIEW if target is ReportTarget.REPLY else target
    here = f"/p/{of.slug}%23{kind.value}-{content_id}"
    return link_button(
        "Report",
        href=f"/report?url={here}",
        variant="quiet",
        size="small",
        icon_name="flag",
        rel="nofollow",
        on_click=ReportState.begin(target.value, content_id).prevent_default,
        aria_haspopup="dialog",
    )


def report_dialog() -> rx.Component:
    return dialog(
        "report-dialog",
        "Report",
        rx.cond(ReportState.done, _thanks(), _form()),
        is_open=ReportState.target != "",
        on_close=ReportState.close,
    )


def _thanks() -> rx.Component:
    return rx.el.div(
        banner(ReportState.done, tone="success", live=True),
        rx.el.div(
            button("Close", variant="secondary", custom_attrs={"data-closes": ""}),
            class_name="cluster justify-end",
        ),
        class_name="stack",
    )


def _form() -> rx.Component:
    return rx.el.form(
        when(ReportState.refusal, banner(ReportState.refusal, tone="danger", live=True)),
        rx.el.p("A person looks at it within three days. What you write stays with us."),
        select_field(
            "What is wrong?",
            "reason",
            [(reason.value, label) for reason, label in REASONS],
            id="report-reason",
            error=ReportState.errors.get("reason", "").to(str),
        ),
        textarea_field(
            "More about it",
            "details",
            id="report-details",
            hint="If it is against the law: which law, and why.",
            error=ReportState.errors.get("details", "").to(str),
            max_length=LONGEST_REASON,
            rows=3,
            optional=True,
        ),
        when(
            ~ReportState.is_signed_in,
            text_field(
                "Your e-mail address",
                "email",
                id="report-email",
                hint="So that we can tell you what we decided.",
                error=ReportState.errors.get("email", "").to(str),
                type="email",
                auto_complete="email",
            ),
        ),
        rx.el.div(
            cancel_button(),
            button("Send", type="submit", pending=ReportState.busy == "send"),
            class_name="cluster justify-end",
        ),
        on_submit=ReportState.send,
        key=ReportState.content_id,
        class_name="stack",
    )
