import reflex as rx

from core.db.session import read_session
from core.reviews.waiting_queries import list_asked, list_waiting, list_written
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.urls import page_number
from storefront.pages.account_reviews.views import AskedRow, WaitingRow, WrittenRow
from storefront.state.shell import ShellState

PATH = "/account/reviews"
VIEWS = {"waiting": "To review", "written": "Written", "questions": "Questions"}


class AccountReviewsState(LoadState, ShellState):
    view: str = "waiting"
    tabs: list[tuple[str, str, bool]] = []
    waiting: list[WaitingRow] = []
    written: list[WrittenRow] = []
    asked: list[AskedRow] = []
    pager: Pager = Pager()

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load(self) -> None:
        user_id = (await self._principal()).require_user()
        query = self.router.url.query_parameters
        wanted, number = query.get("view", ""), page_number(query)
        self.view = wanted if wanted in VIEWS else "waiting"
        self.tabs = [
            (label, f"{PATH}?view={view}", view == self.view) for view, label in VIEWS.items()
        ]
        self.waiting, self.written, self.asked = [], [], []
        async with read_session() as session:
            if self.view == "waiting":
                page = await list_waiting(session, user_id, number=number)
                self.waiting = [WaitingRow.of(line) for line in page.items]
            elif self.view == "written":
                page = await list_written(session, user_id, number=number)
                self.written = [WrittenRow.of(review) for review in page.items]
            else:
                page = await list_asked(session, user_id, number=number)
                self.asked = [AskedRow.of(question) for question in page.items]
        self.pager = Pager.of(page, PATH, {"view": self.view}, noun=self._noun())

    def _noun(self) -> str:
        return {"waiting": "piece", "written": "review"}.get(self.view, "question")
