import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import link_button
from core.ui.components.case import case_history, case_lines, case_photos, case_said
from core.ui.components.desk_page import notes
from core.ui.components.feedback import banner
from core.ui.components.layout import detail, details_of, page_header, panel
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.case.forms import actions
from vendor_portal.pages.case.state import CaseState
from vendor_portal.pages.returns.state import PATH

case = CaseState.case


def case_page() -> rx.Component:
    return desk_page(
        CaseState,
        breadcrumb([("Returns and problems", PATH)], case.number),
        page_header(
            case.number,
            badge(case.word, tone=case.tone, shape=case.shape),
            intro=case.title,
        ),
        notes(CaseState),
        _deadline(),
        rx.el.div(
            rx.el.div(
                actions(),
                case_lines(case),
                when(case.note, panel(rx.el.p(case.note), title="The buyer writes")),
                case_photos(case.photos),
                case_said(case),
                class_name="stack min-w-0",
            ),
            rx.el.div(_facts(), case_history(case), class_name="stack min-w-0"),
            class_name="with-aside mt-4",
        ),
        current=PATH,
        missing="There is no such case",
    )


def _deadline() -> rx.Component:
    return when(
        case.due,
        banner(rx.fragment("This step ends by itself ", case.due), tone="attention"),
    )


def _facts() -> rx.Component:
    return panel(
        details_of(
            detail("Order", text_link(case.part, href="/orders/" + case.part)),
            detail("Buyer", case.buyer),
            when(case.wish, detail("Wish", case.wish)),
            when(case.postage, detail("Postage", case.postage)),
            when(case.is_withdrawal, detail("Right", "Withdrawal within 14 days")),
            when(case.asked, detail("At stake", case.asked)),
            when(case.offer, detail("Amount", case.offer)),
            when(case.tracking, detail("Sent with", case.tracking)),
            when(case.refund, detail("Given back", case.refund)),
            when(case.outcome, detail("Decided", case.outcome)),
            when(case.decision, detail("Reason", case.decision)),
        ),
        when(
            case.dispute,
            rx.el.p(
                text_link("Dispute ", case.dispute, href=PATH + "/" + case.dispute),
                class_name="mt-3",
            ),
        ),
        when(
            (case.kind == "return") & (case.status == "approved") & (case.resolution != "keep"),
            rx.el.div(
                link_button(
                    "Label as PDF",
                    href="/documents/returns/" + case.number + "/label.pdf",
                    variant="secondary",
                    size="small",
                    outside=True,
                    target="_blank",
                ),
                class_name="mt-3",
            ),
        ),
        title="Facts",
    )
