import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx

from core.catalog.category_queries import category_tree
from core.catalog.importing.context import CATEGORY_CHOICE
from core.catalog.importing.queries import get_import, unreachable_pictures
from core.catalog.models import ImportStatus, ProductImport
from core.db.session import read_session, transaction
from core.imports.start_import import (
    ImportPreview,
    cancel_import,
    check_import,
    confirm_import,
    preview_import,
)
from core.kernel.principal import VendorRole
from core.ui.acting import ActState, acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from vendor_portal.pages.import_job.views import (
    NOT_READ,
    ColumnRow,
    ImportView,
    PictureRow,
    column_rows,
)
from vendor_portal.state.categories import category_options

PAUSE = 0.7
COLUMN, CATEGORY = "column:", "category:"
WORKING = {ImportStatus.CHECKING, ImportStatus.RUNNING}
SHOWN_PICTURES = 50


class ImportJobState(LoadState, ActState, SessionState):
    """A product file on its way: columns, dry run, the vendor's word, progress, report."""

    if TYPE_CHECKING:
        import_id: str  # from the route, /products/import/[import_id]

    upload: ImportView = ImportView()
    columns: list[ColumnRow] = []
    missing: list[str] = []
    file_notes: list[str] = []
    categories: list[tuple[str, str]] = []
    pictures: list[PictureRow] = []
    _mapping: dict[str, str] = {}

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> Any:
        self.refusal = self.done = self.busy = ""
        await self._show()
        return ImportJobState.follow

    @rx.event(background=True)
    @requires(Caller.VENDOR)
    async def follow(self) -> AsyncIterator[None]:
        """Reads along while a job works through the file."""
        while True:
            async with self:
                upload = await self._show()
                if upload.status not in WORKING:
                    await self._show_columns(upload)
            yield
            if upload.status not in WORKING:
                return
            await asyncio.sleep(PAUSE)

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def check(self, form_data: dict[str, Any]) -> Any:
        caller = await self._principal()
        mapping = self._chosen(form_data)
        async with transaction() as session:
            await check_import(session, caller, self._id(), mapping)
        await self._show()
        return ImportJobState.follow

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def confirm(self) -> Any:
        caller = await self._principal()
        async with transaction() as session:
            await confirm_import(session, caller, self._id())
        await self._show()
        return ImportJobState.follow

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def cancel(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await cancel_import(session, caller, self._id())
        await self._show()

    def _id(self) -> UUID:
        return read_id(self.import_id)

    async def _show(self) -> ProductImport:
        caller = await self._principal()
        vendor_id = caller.require_vendor(VendorRole.CATALOG)
        async with read_session() as session:
            upload = await get_import(session, vendor_id, self._id())
            missing = (
                await unreachable_pictures(session, upload, most=SHOWN_PICTURES)
                if upload.status is ImportStatus.DONE
                else []
            )
        self.upload = ImportView.of(upload)
        self.pictures = [PictureRow(*row) for row in missing]
        self._mapping = dict(upload.mapping)
        return upload

    async def _show_columns(self, upload: ProductImport) -> None:
        """The first rows of the file, for as long as its columns can be chosen."""
        self.columns, self.missing, self.file_notes = [], [], []
        if not self.upload.is_open:
            return
        caller = await self._principal()
        async with read_session() as session:
            preview = await preview_import(session, caller, upload.id)
            self.categories = category_options(await category_tree(session))
        self._take(preview)

    def _take(self, preview: ImportPreview) -> None:
        self.columns = column_rows(preview)
        self.missing = list(preview.missing)
        self.file_notes = list(preview.file.layout.notes)

    def _chosen(self, form_data: Mapping[str, Any]) -> dict[str, str]:
        """What differs from what the columns say by themselves, and what was chosen before."""
        mapping = dict(self._mapping)
        for column in self.columns:
            choice = str(form_data.get(f"{COLUMN}{column.index}", column.choice))
            if choice != column.choice:
                mapping[column.name] = choice or NOT_READ
        for name in self.upload.report.unknown_categories:
            if slug := str(form_data.get(f"{CATEGORY}{name}", "")):
                mapping[f"{CATEGORY_CHOICE}{name}"] = slug
        return mapping
