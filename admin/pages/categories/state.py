from typing import Any
from uuid import UUID

import reflex as rx

from admin.pages.categories.views import CategoryRow, parent_options, swapped
from admin.state.panels import PanelState
from core.catalog import arrange_categories, moderation
from core.catalog.slug_history import readdress_category
from core.db.session import read_session, transaction
from core.kernel.errors import NotFound
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState

CREATE, RENAME, MOVE, DELETE = "create", "rename", "move", "delete"
UP, DOWN = -1, 1


class CategoriesState(LoadState, PanelState, SessionState):
    """The tree. ``chosen`` is the category that the open dialog is about; for a new one, the
    one it will be below.
    """

    rows: list[CategoryRow] = []
    parents: list[tuple[str, str]] = []
    chosen: CategoryRow = CategoryRow()

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = ""
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    def open_for(self, panel: str, category_id: str) -> None:
        """An unknown category is the top of the tree."""
        self._quiet()
        found = (row for row in self.rows if row.id == category_id)
        self.chosen = next(found, CategoryRow())
        self.panel = panel if panel in {CREATE, RENAME, MOVE, DELETE} else ""

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def create(self, form_data: dict[str, Any]) -> None:
        caller, name = await self._principal(), str(form_data.get("name", ""))
        async with transaction() as session:
            await arrange_categories.create_category(
                session,
                caller,
                name,
                parent_id=_optional_id(form_data.get("parent")),
                intro=str(form_data.get("intro", "")),
            )
        self._finish(f"“{name}” is added.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def rename(self, form_data: dict[str, Any]) -> None:
        caller, name = await self._principal(), str(form_data.get("name", ""))
        intro, slug = str(form_data.get("intro", "")), str(form_data.get("slug", ""))
        async with transaction() as session:
            if slug:
                await readdress_category(session, caller, self._id(), slug)
            await arrange_categories.rename_category(
                session, caller, self._id(), name, intro=intro
            )
        self._finish(f"“{name}” is saved.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def move(self, form_data: dict[str, Any]) -> None:
        caller, parent_id = await self._principal(), _optional_id(form_data.get("parent"))
        async with transaction() as session:
            await arrange_categories.move_category(session, caller, self._id(), parent_id)
        self._finish(f"“{self.chosen.name}” is moved.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def delete(self, _form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await arrange_categories.delete_category(session, caller, self._id())
        self._finish(f"“{self.chosen.name}” is deleted.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def move_up(self, category_id: str) -> None:
        await self._step(category_id, UP)

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def move_down(self, category_id: str) -> None:
        await self._step(category_id, DOWN)

    def _id(self) -> UUID:
        return read_id(self.chosen.id)

    async def _step(self, category_id: str, step: int) -> None:
        caller = await self._principal()
        moved = next((row for row in self.rows if row.id == category_id), None)
        if moved is None:
            raise NotFound("This is not there anymore. Reload the page.")
        order = [read_id(row_id) for row_id in swapped(self.rows, moved, step)]
        async with transaction() as session:
            await arrange_categories.order_categories(
                session, caller, _optional_id(moved.parent_id), order
            )
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            found = await moderation.list_category_rows(session, caller)
        self.rows = [CategoryRow.of(facts) for facts in found]
        self.parents = parent_options(self.rows)


def _optional_id(text: object) -> UUID | None:
    return read_id(text) if text else None
