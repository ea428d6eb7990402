"""Questions to the maker, with the answers."""

from typing import Any

import reflex as rx

from core.reviews.inputs import LONGEST_QUESTION
from core.reviews.models import ReportTarget
from core.ui.components.button import button, link_button
from core.ui.components.feedback import banner
from core.ui.components.link import text_link
from core.ui.components.menu import disclosure
from core.ui.components.text_input import textarea_field
from core.ui.values import when
from storefront.pages.product.sections.questions.state import AskState
from storefront.pages.product.sections.report.dialog import report_button
from storefront.pages.product.sections.reviews.state import ReviewsState
from storefront.pages.product.state import ProductState

product = ProductState.product
workshop = product.workshop.name


def questions() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Questions to the maker", id="questions", class_name="mb-5"),
        rx.cond(
            ReviewsState.questions,
            rx.el.ul(rx.foreach(ReviewsState.questions, _question), class_name="review-list"),
            rx.el.p("Nobody has asked yet.", class_name="text-muted"),
        ),
        when(ReviewsState.question_count, _turns()),
        rx.el.div(disclosure(rx.el.h3("Ask ", workshop), _ask()), class_name="mt-4"),
        aria_label="Questions to the maker",
        data_testid="questions",
    )


def _turns() -> rx.Component:
    return rx.el.nav(
        rx.el.p(ReviewsState.question_count, class_name="text-muted text-small"),
        when(
            ReviewsState.earlier_href,
            link_button("Newer answers", href=ReviewsState.earlier_href, variant="secondary"),
        ),
        when(
            ReviewsState.later_href,
            link_button("Older answers", href=ReviewsState.later_href, variant="secondary"),
        ),
        aria_label="Pages of questions",
        class_name="cluster mt-4",
    )


def _question(question: Any) -> rx.Component:
    return rx.el.li(
        rx.el.article(
            rx.el.h3(question.body, class_name="review-text"),
            rx.el.p(question.author, ", ", question.asked, class_name="text-small text-muted"),
            rx.el.div(
                rx.el.p(
                    rx.el.strong(workshop),
                    " answered on ",
                    question.answered,
                    class_name="text-small",
                ),
                rx.el.p(question.answer, class_name="review-text"),
                class_name="review-reply",
            ),
            rx.el.div(
                report_button(ReportTarget.QUESTION, question.id, of=product),
                class_name="cluster",
            ),
            id="question-" + question.id.to(str),
            class_name="review",
        ),
        key=question.id,
        data_testid="question",
    )


def _ask() -> rx.Component:
    form = rx.el.form(
        textarea_field(
            "Your question",
            "body",
            id="question",
            hint="Everybody can read question and answer. Leave out what is private.",
            error=AskState.errors.get("body", "").to(str),
            max_length=LONGEST_QUESTION,
            rows=3,
            required=True,
        ),
        rx.el.div(button("Ask", type="submit", pending=AskState.busy == "ask")),
        on_submit=AskState.ask,
        key=AskState.revision,
        class_name="stack",
    )
    sign_in = rx.el.p(
        text_link("Sign in", href="/signin?next=" + ReviewsState.ask_path),
        " to ask. The answer comes by mail, too.",
    )
    return rx.el.div(
        when(AskState.done, banner(AskState.done, tone="success", live=True)),
        when(AskState.refusal, banner(AskState.refusal, tone="danger", live=True)),
        rx.cond(AskState.is_signed_in, form, sign_in),
        class_name="stack py-3",
    )
