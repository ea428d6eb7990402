import reflex as rx

from admin.pages.notices.views import PATH, NoticeRow, status_tabs
from admin.state.filters import kept, one_of
from admin.state.tabs import ViewTab
from core.content.decide_notice import count_by_status, list_notices
from core.content.models import NoticeStatus
from core.db.session import read_session
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import page_number

SIZE = 25


class NoticesState(LoadState, SessionState):
    tabs: list[ViewTab] = []
    rows: list[NoticeRow] = []
    pager: Pager = Pager()

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        query = self.router.url.query_parameters
        status = one_of(NoticeStatus, query, "status")
        async with read_session() as session:
            counts = await count_by_status(session, caller)
            page = await list_notices(
                session, caller, status=status, number=page_number(query), size=SIZE
            )
        self.tabs = status_tabs(status, counts)
        self.rows = [NoticeRow.of(notice) for notice in page.items]
        self.pager = Pager.of(page, PATH, kept(status=status), noun="notice")
