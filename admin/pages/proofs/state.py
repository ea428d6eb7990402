from typing import Any

import reflex as rx

from admin.pages.proofs.views import PATH, ProofRow, RunRow, area_tabs
from admin.state.filters import kept, text_of
from admin.state.tabs import ViewTab
from core.db.session import read_session, transaction
from core.kernel.pagination import Page
from core.reporting import watch_proofs
from core.ui.acting import ActState, acts
from core.ui.format import quantity
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import page_number

SIZE = 30


class ProofsState(LoadState, ActState, SessionState):
    """Broken ones first; ``summary`` counts all of them, whatever area is looked at."""

    tabs: list[ViewTab] = []
    rows: list[ProofRow] = []
    runs: list[RunRow] = []
    pager: Pager = Pager()
    summary: str = ""
    is_broken: bool = False

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        query = self.router.url.query_parameters
        caller = await self._principal()
        async with read_session() as session:
            found = await watch_proofs.watched(session, caller)
            runs = await watch_proofs.last_runs(session, caller)
        areas = {one.proof.area for one in found}
        area = text_of(query, "area") if text_of(query, "area") in areas else ""
        shown = [one for one in found if not area or one.proof.area == area]
        number = min(page_number(query), max(1, -(-len(shown) // SIZE)))
        items = shown[(number - 1) * SIZE : number * SIZE]
        page = Page(items, len(shown), number, SIZE)
        broken = sum(one.is_broken for one in found)
        self.summary = f"{quantity(len(found), 'proof')}, {broken} broken"
        self.is_broken = broken > 0
        self.tabs = area_tabs(found, area, kept(area=area))
        self.rows = [ProofRow.of(one) for one in page.items]
        self.runs = [RunRow.of(run) for run in runs]
        self.pager = Pager.of(page, PATH, kept(area=area), noun="proof")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def ask_everything(self) -> Any:
        caller = await self._principal()
        async with transaction() as session:
            await watch_proofs.ask_everything(session, caller)
        self.done = "Everything is being asked. Look again in a minute."
