from typing import Any

import reflex as rx

from core.db.session import read_session, transaction
from core.reviews.inputs import AnswerInput, ReportInput
from core.reviews.models import ReportTarget
from core.reviews.reply import reply_to_review, withdraw_reply
from core.reviews.report_content import report_content
from core.reviews.vendor_queries import Answered, list_of_vendor, rating_of_vendor
from core.settings import AppName, settings
from core.ui.acting import ActState, acts
from core.ui.format import number, quantity
from core.ui.forms import FormErrors, parse
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import changed, page_number
from vendor_portal.pages.reviews.views import ReplyTab, ReviewRow

PATH = "/reviews"
LONGEST = 60
VIEWS = {Answered.NONE: "To answer", Answered.DONE: "Answered", Answered.ALL: "All"}


class ReviewsState(LoadState, ActState, SessionState):
    """What buyers say of the workshop's pieces. ``editing`` is the review with an open form."""

    tabs: list[ReplyTab] = []
    stars: list[ReplyTab] = []
    rows: list[ReviewRow] = []
    pager: Pager = Pager()
    average: str = ""
    share: int = 0
    counted: str = ""
    q: str = ""
    editing: str = ""
    reporting: str = ""
    errors: FormErrors = {}
    _answered: str = ""
    _stars: str = ""

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.editing = self.reporting = ""
        query = self.router.url.query_parameters
        reply, stars = query.get("reply", ""), query.get("stars", "")
        self._answered = reply if reply in set(Answered) else ""
        self._stars = stars if stars in {"1", "2", "3", "4", "5"} else ""
        self.q = query.get("q", "").strip()[:LONGEST]
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    def search(self, form_data: dict[str, Any]) -> Any:
        text = str(form_data.get("q", "")).strip()[:LONGEST]
        return rx.redirect(changed(PATH, self._query(), q=text))

    @rx.event
    @requires(Caller.VENDOR)
    def edit(self, review_id: str) -> None:
        self._quiet()
        self.errors = {}
        self.editing = str(review_id)[:40]

    @rx.event
    @requires(Caller.VENDOR)
    def ask_report(self, review_id: str) -> None:
        self._quiet()
        self.errors = {}
        self.reporting = str(review_id)[:40]

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def reply(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        answer, self.errors = parse(form_data, AnswerInput)
        if answer is None:
            return
        async with transaction() as session:
            await reply_to_review(session, caller, read_id(self.editing), answer)
        self.editing, self.done = "", "Your reply stands under the review."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def withdraw(self, review_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await withdraw_reply(session, caller, read_id(review_id))
        self.editing, self.done = "", "Your reply is gone."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def report(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        sent = {**form_data, "target": ReportTarget.REVIEW, "id": self.reporting}
        told, self.errors = parse(sent, ReportInput)
        if told is None:
            return
        async with transaction() as session:
            await report_content(session, caller, told)
        self.reporting = ""
        self.done = (
            "A moderator looks at it within three days. It stays where it is until then."
        )

    async def _show(self) -> None:
        vendor_id = (await self._principal()).require_vendor()
        answered = Answered(self._answered)
        async with read_session() as session:
            rating, unanswered = await rating_of_vendor(session, vendor_id)
            page = await list_of_vendor(
                session,
                vendor_id,
                answered=answered,
                stars=int(self._stars) if self._stars else None,
                text=self.q,
                number=page_number(self.router.url.query_parameters),
            )
        shop = settings().origin(AppName.STOREFRONT)
        self.rows = [ReviewRow.of(row, shop) for row in page.items]
        self.pager = Pager.of(page, PATH, self._query(), noun="review")
        self.average = str(rating.average) if rating.count else ""
        self.share, self.counted = rating.share, quantity(rating.count, "review")
        counts = {Answered.NONE: unanswered, Answered.ALL: rating.count}
        self.tabs = [
            ReplyTab(
                label,
                changed(PATH, self._query(), reply=view.value or None),
                view is answered,
                number(counts[view]) if view in counts else "",
            )
            for view, label in VIEWS.items()
        ]
        self.stars = [self._star_tab(stars) for stars in "54321"]

    def _star_tab(self, stars: str) -> ReplyTab:
        is_on = stars == self._stars
        href = changed(PATH, self._query(), stars=None if is_on else stars)
        return ReplyTab(quantity(int(stars), "star"), href, is_on)

    def _query(self) -> dict[str, str]:
        sent = {"reply": self._answered, "stars": self._stars, "q": self.q}
        return {name: value for name, value in sent.items() if value}
