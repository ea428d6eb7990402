import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.case import case_history, case_lines, case_photos, case_said
from core.ui.components.code import copyable_code
from core.ui.components.feedback import banner, loading, skeleton
from core.ui.components.layout import detail, details_of, page_header, panel
from core.ui.components.link import outside_link, text_link
from core.ui.components.navigation import breadcrumb
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.pages.case.actions import actions
from storefront.pages.case.state import CaseState
from storefront.shell import frame

case = CaseState.case


def case_page() -> rx.Component:
    return frame(
        page_of(
            CaseState,
            _case(),
            waiting=rx.el.div(loading(skeleton(class_name="h-64")), class_name="page"),
            missing=not_here(
                "There is no such case", "Look at your order for the ones that belong to it."
            ),
            retry=CaseState.load,
        )
    )


def _case() -> rx.Component:
    return rx.el.div(
        breadcrumb([(case.order, CaseState.order_href)], case.number),
        page_header(
            rx.match(case.kind, ("return", "Return"), ("issue", "Reported problem"), "Dispute"),
            badge(case.word, tone=case.tone, shape=case.shape),
            intro=rx.fragment(case.title, ". ", case.workshop),
            above=rx.el.p(copyable_code(case.number, label="Copy the number")),
        ),
        when(CaseState.refusal, banner(CaseState.refusal, tone="danger", live=True)),
        when(CaseState.done, banner(CaseState.done, tone="success", live=True)),
        when(
            case.due,
            banner(rx.fragment("This step ends by itself ", case.due, "."), tone="info"),
        ),
        rx.el.div(
            rx.el.div(
                actions(),
                case_lines(case),
                when(case.note, panel(rx.el.p(case.note), title="What you wrote")),
                case_photos(case.photos, title="Your pictures"),
                case_said(case),
                class_name="stack min-w-0",
            ),
            rx.el.div(_facts(), case_history(case), class_name="stack min-w-0"),
            class_name="halves mt-4",
        ),
        class_name="page stack",
    )


def _facts() -> rx.Component:
    return panel(
        details_of(
            detail("Order", text_link(case.order, href=CaseState.order_href)),
            detail("Workshop", case.workshop),
            when(case.wish, detail("Your wish", case.wish)),
            when(case.postage, detail("Postage", case.postage)),
            when(case.asked, detail("At stake", case.asked)),
            when(case.offer, detail("Offered", case.offer)),
            when(case.offer_note, detail("The workshop writes", case.offer_note)),
            when(case.refund, detail("Given back", rx.el.strong(case.refund))),
            when(case.outcome, detail("Decided", case.outcome)),
            when(case.decision, detail("Reason", case.decision)),
            when(case.tracking, detail("You sent it with", _link(case.tracking))),
            when(case.sent, detail("Sent to you with", case.sent)),
        ),
        when(
            case.dispute,
            rx.el.p(
                text_link("Dispute ", case.dispute, href=CaseState.dispute_href),
                class_name="mt-3",
            ),
        ),
        title="At a glance",
    )


def _link(words: rx.Var[str]) -> rx.Component:
    return rx.cond(  # pyright: ignore[reportReturnType]
        case.tracking_href, outside_link(words, href=case.tracking_href), rx.el.span(words)
    )
