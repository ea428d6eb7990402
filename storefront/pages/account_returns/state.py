from dataclasses import dataclass

import reflex as rx

from core.db.session import read_session
from core.returns.list_queries import CaseKind, list_cases
from core.ui.cases import KINDS, CaseRowView
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.urls import changed, page_number
from storefront.state.shell import ShellState

PATH = "/account/returns"


@dataclass(frozen=True, slots=True)
class KindTab:
    label: str
    href: str
    is_current: bool


class AccountReturnsState(LoadState, ShellState):
    kinds: list[KindTab] = []
    rows: list[CaseRowView] = []
    pager: Pager = Pager()

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        query = self.router.url.query_parameters
        asked = query.get("kind", "")
        kind = CaseKind(asked) if asked in set(CaseKind) else CaseKind.RETURNS
        async with read_session() as session:
            page = await list_cases(
                session, kind, user_id=caller.require_user(), page=page_number(query)
            )
        self.kinds = [
            KindTab(KINDS[one], changed(PATH, {}, kind=one.value), one is kind)
            for one in CaseKind
        ]
        self.rows = [CaseRowView.of(found, "/cases") for found in page.items]
        self.pager = Pager.of(page, PATH, {"kind": kind.value}, noun="case")
