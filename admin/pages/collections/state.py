from typing import Any

import reflex as rx

from admin.pages.collections.views import CollectionRow, piece_lines, read_lines
from admin.state.panels import PanelState
from core.catalog import arrange_collections
from core.catalog.guide_queries import list_collections, list_items
from core.db.session import read_session, transaction
from core.kernel.currencies import CURRENCIES
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import page_number

CREATE, EDIT, DELETE = "create", "edit", "delete"
PAGE_SIZE = 50


class CollectionsState(LoadState, PanelState, SessionState):
    """``chosen`` is the collection that the open dialog is about."""

    rows: list[CollectionRow] = []
    pager: Pager = Pager()
    chosen: CollectionRow = CollectionRow()
    chosen_pieces: str = ""

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = ""
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    async def open_for(self, panel: str, collection_id: str) -> None:
        self._quiet()
        found = (row for row in self.rows if row.id == collection_id)
        self.chosen, self.chosen_pieces = next(found, CollectionRow()), ""
        if self.chosen.id:
            async with read_session() as session:
                items = await list_items(session, read_id(self.chosen.id))
            self.chosen_pieces = piece_lines(items)
        self.panel = panel if panel in {CREATE, EDIT, DELETE} else ""

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def create(self, form_data: dict[str, Any]) -> None:
        caller, title = await self._principal(), str(form_data.get("title", ""))
        async with transaction() as session:
            await arrange_collections.create_collection(
                session, caller, title, intro=str(form_data.get("intro", ""))
            )
        self._finish(f"“{title}” is added as a draft.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def edit(self, form_data: dict[str, Any]) -> None:
        caller, title = await self._principal(), str(form_data.get("title", ""))
        place, collection_id = str(form_data.get("position", "")), read_id(self.chosen.id)
        async with transaction() as session:
            await arrange_collections.edit_collection(
                session,
                caller,
                collection_id,
                title=title,
                intro=str(form_data.get("intro", "")),
                is_published=bool(form_data.get("is_published")),
                position=int(place) if place.isascii() and place.isdecimal() else 0,
            )
            await arrange_collections.set_pieces(
                session, caller, collection_id, read_lines(form_data.get("pieces"))
            )
        self._finish(f"“{title}” is saved.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def delete(self, _form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await arrange_collections.delete_collection(
                session, caller, read_id(self.chosen.id)
            )
        self._finish(f"“{self.chosen.title}” is deleted.")
        await self._show()

    async def _show(self) -> None:
        (await self._principal()).require_staff()
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            page = await list_collections(
                session, CURRENCIES[0], drafts=True, number=number, size=PAGE_SIZE
            )
        self.rows = [CollectionRow.of(found) for found in page.items]
        self.pager = Pager.of(page, "/collections", {}, noun="collection")
