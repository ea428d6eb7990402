from dataclasses import dataclass

import reflex as rx

from core.db.session import read_session
from core.returns.list_queries import CaseKind, list_cases
from core.ui.cases import KINDS, CaseRowView
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import changed, page_number

PATH = "/disputes"


@dataclass(frozen=True, slots=True)
class KindTab:
    label: str
    href: str
    is_current: bool


class DisputesState(LoadState, SessionState):
    """Disputes to decide; returns and problems for whoever asks about one."""

    kinds: list[KindTab] = []
    rows: list[CaseRowView] = []
    pager: Pager = Pager()

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        query = self.router.url.query_parameters
        asked = query.get("kind", "")
        kind = CaseKind(asked) if asked in set(CaseKind) else CaseKind.DISPUTES
        async with read_session() as session:
            page = await list_cases(session, kind, page=page_number(query))
        self.kinds = [
            KindTab(KINDS[one], changed(PATH, {}, kind=one.value), one is kind)
            for one in (CaseKind.DISPUTES, CaseKind.ISSUES, CaseKind.RETURNS)
        ]
        self.rows = [CaseRowView.of(found, PATH) for found in page.items]
        self.pager = Pager.of(page, PATH, {"kind": kind.value}, noun="case")
