from typing import Any

import reflex as rx

from admin.pages.search_synonyms.views import GroupRow, group_of
from admin.state.filters import text_of
from admin.state.panels import PanelState
from core.db.session import read_session, transaction
from core.kernel.errors import Conflict
from core.search.queries import list_synonyms
from core.search.set_synonyms import set_synonyms
from core.search.synonyms import Group
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState

EDIT = "edit-group"


class GroupsChanged(Conflict):
    """Somebody else edited the list in the meantime."""

    code = "synonyms_changed"

    def __init__(self) -> None:
        super().__init__("Somebody changed the synonyms meanwhile. Look again and repeat it.")


class SynonymsState(LoadState, PanelState, SessionState):
    """``chosen`` is the group that the dialog is about; place -1 is a new one."""

    rows: list[GroupRow] = []
    chosen: GroupRow = GroupRow()

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        word = text_of(self.router.url.query_parameters, "word")
        self.chosen = GroupRow(typed=f"{word}, " if word else "")
        self.panel = EDIT if word else ""
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    def edit(self, place: int) -> None:
        self._quiet()
        self.chosen = next((row for row in self.rows if row.place == place), GroupRow())
        self.panel = EDIT

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def save(self, form_data: dict[str, Any]) -> None:
        group = group_of(form_data.get("words"), form_data.get("one_way"))
        await self._replace(self.chosen, group)
        self._finish("Saved. Searches use it within a second or two.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def remove(self, place: int) -> None:
        gone = next((row for row in self.rows if row.place == place), None)
        if gone is None:
            raise GroupsChanged
        await self._replace(gone, None)
        self._finish("Removed.")
        await self._show()

    async def _replace(self, row: GroupRow, group: Group | None) -> None:
        """Put ``group`` where ``row`` was; only when the list still is what was shown."""
        caller = await self._principal()
        async with transaction() as session:
            groups = list((await list_synonyms(session)).groups)
            if [GroupRow.of(n, known) for n, known in enumerate(groups)] != self.rows:
                raise GroupsChanged
            if row.place >= 0:
                groups[row.place : row.place + 1] = [group] if group else []
            elif group:
                groups.append(group)
            await set_synonyms(session, caller, groups)

    async def _show(self) -> None:
        async with read_session() as session:
            groups = (await list_synonyms(session)).groups
        self.rows = [GroupRow.of(place, group) for place, group in enumerate(groups)]
