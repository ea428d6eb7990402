import reflex as rx

from core.content.file_notice import LONGEST_EXPLANATION, SHORTEST_EXPLANATION
from core.content.models import NoticeReason
from core.ui.components.button import button, link_button
from core.ui.components.choice import checkbox, select_field
from core.ui.components.feedback import banner
from core.ui.components.field import fieldset
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.native_form import native_form
from core.ui.components.text_input import text_field, textarea_field
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.components.texts import text_skeleton
from storefront.pages.report.state import ReportReceivedState, ReportState
from storefront.shell import frame

state = ReportState
REASONS = (
    ("", "Choose …"),
    (NoticeReason.ILLEGAL_PRODUCT.value, "The piece may not be sold"),
    (NoticeReason.UNSAFE_PRODUCT.value, "The piece is unsafe"),
    (NoticeReason.COUNTERFEIT.value, "Counterfeit or somebody else’s trade mark"),
    (NoticeReason.COPYRIGHT.value, "Somebody else’s pictures, texts or design"),
    (NoticeReason.MISLEADING.value, "Misleading claims, for example about impact"),
    (NoticeReason.FALSE_REVIEW.value, "False or bought review"),
    (NoticeReason.HATE.value, "Hate or threats"),
    (NoticeReason.PRIVACY.value, "Personal data of somebody"),
    (NoticeReason.OTHER.value, "Something else"),
)


def report_page() -> rx.Component:
    return frame(
        page_of(
            state,
            rx.el.div(
                page_header(
                    "Report something",
                    intro="Content that you think is illegal or against our terms. No account "
                    "is needed. A person decides, and tells you why.",
                ),
                when(state.why, banner(state.why, tone="danger", live=True)),
                _form(),
                class_name="page page-narrow stack",
            ),
            waiting=text_skeleton(),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=state.load,
        )
    )


def _form() -> rx.Component:
    return native_form(
        text_field(
            "Address of the page",
            "url",
            default_value=state.url,
            hint=rx.cond(
                state.subject, "This is " + state.subject, "Copy it from the browser."
            ),
            error=_error("url"),
            max_length=500,
            required=True,
        ),
        select_field(
            "What is it about?",
            "reason",
            REASONS,
            default_value=state.reason,
            error=_error("reason"),
            required=True,
        ),
        textarea_field(
            "Why is it illegal?",
            "explanation",
            hint="What you saw, where on the page, and which law or right it breaks if you "
            "know it.",
            default_value=state.explanation,
            error=_error("explanation"),
            rows=6,
            min_length=SHORTEST_EXPLANATION,
            max_length=LONGEST_EXPLANATION,
            required=True,
        ),
        _sender(),
        checkbox(
            "I believe in good faith that what I say is true and complete.",
            "good_faith",
            value="yes",
            required=True,
        ),
        button("Send the notice", type="submit"),
        rx.el.p(
            "What happens with your data: ",
            text_link("Privacy", href="/legal/privacy"),
            ".",
            class_name="text-small text-muted",
        ),
        action="/report",
        class_name="stack",
    )


def _sender() -> rx.Component:
    return fieldset(
        "Who reports?",
        text_field(
            "Name",
            "name",
            auto_complete="name",
            max_length=120,
            optional=True,
        ),
        text_field(
            "E-mail",
            "email",
            type="email",
            auto_complete="email",
            hint="For the receipt and the decision. Without it we cannot tell you.",
            error=_error("email"),
            max_length=254,
            optional=True,
        ),
        name="sender",
        class_name="stack",
    )


def _error(field: str) -> rx.Var[str]:
    return rx.cond(state.wrong_field == field, state.why, "")  # pyright: ignore[reportReturnType]


def report_received_page() -> rx.Component:
    received = ReportReceivedState
    return frame(
        page_of(
            received,
            rx.el.div(
                page_header("Thank you for the notice"),
                panel(
                    when(
                        received.notice_number,
                        rx.el.p("Its number is ", rx.el.strong(received.notice_number), "."),
                    ),
                    rx.el.p(
                        "A person decides within ",
                        received.days,
                        " days. If you gave an address, you get a receipt now and the decision "
                        "with its reasons then.",
                    ),
                    rx.el.div(
                        link_button("Back to the shop", href="/", variant="secondary"),
                        class_name="mt-4",
                    ),
                ),
                class_name="page page-narrow",
            ),
            waiting=text_skeleton(),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=received.load,
        )
    )
