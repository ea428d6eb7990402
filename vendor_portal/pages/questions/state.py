from typing import Any

import reflex as rx

from core.db.session import read_session, transaction
from core.reviews.inputs import AnswerInput
from core.reviews.reply import answer_question
from core.reviews.vendor_queries import Answered, count_unanswered, list_questions_of_vendor
from core.settings import AppName, settings
from core.ui.acting import ActState, acts
from core.ui.format import number
from core.ui.forms import FormErrors, parse
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import changed, page_number
from vendor_portal.pages.reviews.state import LONGEST, VIEWS
from vendor_portal.pages.reviews.views import QuestionRow, ReplyTab

PATH = "/questions"


class QuestionsState(LoadState, ActState, SessionState):
    """What shoppers ask the workshop. ``editing`` is the question with an open form."""

    tabs: list[ReplyTab] = []
    rows: list[QuestionRow] = []
    pager: Pager = Pager()
    q: str = ""
    editing: str = ""
    errors: FormErrors = {}
    _answered: str = ""

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.editing = ""
        query = self.router.url.query_parameters
        reply = query.get("reply", "")
        self._answered = reply if reply in set(Answered) else ""
        self.q = query.get("q", "").strip()[:LONGEST]
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    def search(self, form_data: dict[str, Any]) -> Any:
        text = str(form_data.get("q", "")).strip()[:LONGEST]
        return rx.redirect(changed(PATH, self._query(), q=text))

    @rx.event
    @requires(Caller.VENDOR)
    def edit(self, question_id: str) -> None:
        self._quiet()
        self.errors = {}
        self.editing = str(question_id)[:40]

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def reply(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        answer, self.errors = parse(form_data, AnswerInput)
        if answer is None:
            return
        async with transaction() as session:
            await answer_question(session, caller, read_id(self.editing), answer)
        self.editing, self.done = "", "Your answer stands on the page of the piece."
        await self._show()

    async def _show(self) -> None:
        vendor_id = (await self._principal()).require_vendor()
        answered = Answered(self._answered)
        async with read_session() as session:
            waiting = await count_unanswered(session, vendor_id)
            page = await list_questions_of_vendor(
                session,
                vendor_id,
                answered=answered,
                text=self.q,
                number=page_number(self.router.url.query_parameters),
            )
        shop = settings().origin(AppName.STOREFRONT)
        self.rows = [QuestionRow.of(row, shop) for row in page.items]
        self.pager = Pager.of(page, PATH, self._query(), noun="question")
        self.tabs = [
            ReplyTab(
                label,
                changed(PATH, self._query(), reply=view.value or None),
                view is answered,
                number(waiting) if view is Answered.NONE else "",
            )
            for view, label in VIEWS.items()
        ]

    def _query(self) -> dict[str, str]:
        sent = {"reply": self._answered, "q": self.q}
        return {name: value for name, value in sent.items() if value}
