from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID

import reflex as rx

from core.db.session import read_session, transaction
from core.reviews import page_queries
from core.reviews.vote import mark_helpful, unmark_helpful
from core.ui.guards import Caller, personal, public, requires
from core.ui.ids import read_id
from core.ui.paging import Pager, with_anchor
from core.ui.rendering.shared_loads import shared
from core.ui.urls import page_number
from storefront.pages.product.sections.reviews.views import (
    ANCHOR,
    PARAMETERS,
    QUESTIONS,
    QuestionView,
    ReviewView,
    SummaryView,
    read_filter,
    turns,
)
from storefront.state.shell import ShellState


class ReviewsState(ShellState):
    """What everybody reads, in the page; what is one visitor's own comes afterwards."""

    if TYPE_CHECKING:
        slug: str  # from the route, /p/[slug]

    summary: SummaryView = SummaryView()
    reviews: list[ReviewView] = []
    pager: Pager = Pager()
    questions: list[QuestionView] = []
    question_count: str = ""
    earlier_href: str = ""
    later_href: str = ""
    marked: list[str] = []
    own: ReviewView = ReviewView()
    own_status: str = ""
    own_href: str = ""
    write_href: str = ""
    ask_path: str = ""
    _product_id: str = ""

    @rx.event
    @public
    @shared
    async def load(self) -> None:
        """Nothing for an address of nothing: the page says that by itself."""
        self._forget()
        path, sent = f"/p/{self.slug}", self.router.url.query_parameters
        query = {name: sent[name] for name in PARAMETERS if name in sent}
        wanted = read_filter(query)
        async with read_session() as session:
            product_id = await page_queries.find_product_id(session, self.slug)
            if product_id is None:
                return
            summary = await page_queries.summarize(session, product_id)
            page = await page_queries.list_reviews(
                session, product_id, wanted, number=page_number(sent)
            )
            asked = page_number({"page": sent.get(QUESTIONS, "")})
            questions = await page_queries.list_questions(session, product_id, number=asked)
        self._product_id = str(product_id)
        self.ask_path = quote(f"{path}#questions")
        self.summary = SummaryView.of(summary, wanted, path, query)
        self.reviews = [ReviewView.of(review) for review in page.items]
        self.pager = with_anchor(Pager.of(page, path, query, noun="review"), ANCHOR)
        self.questions = [QuestionView.of(question) for question in questions.items]
        self.earlier_href, self.later_href, self.question_count = turns(questions, path, sent)

    @rx.event
    @personal
    @public
    async def load_own(self) -> None:
        caller = await self._principal()
        if caller.user_id is None or not self._product_id:
            return
        shown = [UUID(review.id) for review in self.reviews]
        async with read_session() as session:
            marks = await page_queries.own_marks(
                session, caller.user_id, UUID(self._product_id), shown
            )
        self.marked = [str(review_id) for review_id in marks.helpful]
        if marks.review is not None:
            self.own = ReviewView.of(marks.review)
            self.own_status = marks.review.status.value
            self.own_href = f"/account/reviews/{marks.review.id}"
        self.write_href = f"/reviews/write/{marks.line_id}" if marks.line_id else ""

    @rx.event
    @requires(Caller.USER)
    async def toggle_helpful(self, review_id: str) -> None:
        caller = await self._principal()
        wanted = read_id(review_id)
        is_marked = str(wanted) in self.marked
        vote = unmark_helpful if is_marked else mark_helpful
        async with transaction() as session:
            count = await vote(session, caller, wanted)
        others = [marked for marked in self.marked if marked != str(wanted)]
        self.marked = others if is_marked else [*others, str(wanted)]
        self.reviews = [
            replace(view, helpful=count) if view.id == str(wanted) else view
            for view in self.reviews
        ]

    def _forget(self) -> None:
        """This tab may still hold another piece."""
        self.summary, self.reviews, self.questions = SummaryView(), [], []
        self.pager, self.marked, self.own = Pager(), [], ReviewView()
        self.question_count = self.earlier_href = self.later_href = ""
        self.own_status = self.own_href = self.write_href = self._product_id = ""
