from typing import Any

import reflex as rx

from admin.components.panels import REASON
from admin.pages.moderation_reports.views import PATH, ReportCard, report_tabs
from admin.state.filters import kept, one_of
from admin.state.panels import PanelState
from admin.state.tabs import ViewTab
from core.db.session import read_session, transaction
from core.kernel.clock import utc_now
from core.reviews import desk
from core.reviews.models import ReportStatus
from core.reviews.moderate import decide_report
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import page_number

UPHOLD, DISMISS = "uphold", "dismiss"


class ReportsState(LoadState, PanelState, SessionState):
    """What people report, the nearest deadline first; ``current`` is what the keys decide."""

    tabs: list[ViewTab] = []
    rows: list[ReportCard] = []
    pager: Pager = Pager()
    current: str = ""
    _status: ReportStatus = ReportStatus.OPEN

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = ""
        query = self.router.url.query_parameters
        self._status = one_of(ReportStatus, query, "status") or ReportStatus.OPEN
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    def ask(self, panel: str, report_id: str) -> None:
        self._quiet()
        self.panel, self.current = str(panel)[:20], str(report_id)[:40]

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def uphold(self, form_data: dict[str, Any]) -> None:
        await self._decide(form_data, is_upheld=True)
        self._finish("Upheld: it is gone, and everybody concerned gets the reason by mail.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def dismiss(self, form_data: dict[str, Any]) -> None:
        await self._decide(form_data, is_upheld=False)
        self._finish("Dismissed: it stays, and who reported it is told why.")

    async def _decide(self, form_data: dict[str, Any], *, is_upheld: bool) -> None:
        caller, reason = await self._principal(), str(form_data.get(REASON, ""))
        async with transaction() as session:
            await decide_report(
                session, caller, read_id(self.current), is_upheld=is_upheld, reason=reason
            )
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            waiting = await desk.count_waiting(session, caller)
            page = await desk.list_reports(session, caller, status=self._status, number=number)
        now = utc_now()
        self.rows = [ReportCard.of(report, now) for report in page.items]
        self.current = self.rows[0].id if self.rows else ""
        self.pager = Pager.of(page, PATH, kept(status=self._status), noun="report")
        self.tabs = report_tabs(self._status, waiting.reports)
