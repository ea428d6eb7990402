from dataclasses import dataclass
from typing import Any, Self

import reflex as rx

from core.catalog.importing.queries import list_imports
from core.catalog.models import ProductImport
from core.db.session import read_session
from core.kernel.currencies import CURRENCIES
from core.kernel.principal import VendorRole
from core.ui.format import moment
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, page_number
from vendor_portal.state.import_words import IMPORT_WORDS

PATH = "/products/import"
SIZE = 10


@dataclass(frozen=True, slots=True)
class ImportRow:
    href: str
    filename: str
    started: str
    progress: str
    status: str
    tone: str
    shape: str

    @classmethod
    def of(cls, upload: ProductImport) -> Self:
        word, tone, shape = IMPORT_WORDS[upload.status]
        return cls(
            href=f"{PATH}/{upload.id}",
            filename=upload.filename,
            started=moment(upload.created_at),
            progress=f"{upload.total:,} rows" if upload.total else "",
            status=word,
            tone=tone,
            shape=shape,
        )


class ImportsState(LoadState, SessionState):
    rows: list[ImportRow] = []
    pager: Pager = Pager()
    currency: str = CURRENCIES[0]
    publishes: bool = True

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        vendor_id = caller.require_vendor(VendorRole.CATALOG)
        query = self.router.url.query_parameters
        async with read_session() as session:
            page = await list_imports(session, vendor_id, number=page_number(query), size=SIZE)
        self.rows = [ImportRow.of(upload) for upload in page.items]
        self.pager = Pager.of(page, PATH, {}, noun="import")

    @rx.event
    @requires(Caller.VENDOR)
    def set_currency(self, code: str) -> None:
        self.currency = code if code in CURRENCIES else CURRENCIES[0]

    @rx.event
    @requires(Caller.VENDOR)
    def set_publishes(self, checked: bool) -> None:  # noqa: FBT001  Reflex passes it
        self.publishes = bool(checked)

    @rx.event
    @requires(Caller.VENDOR)
    def open_upload(self, answers: list[dict[str, Any]]) -> Any:
        """The route has kept the file; the next page shows what is in it."""
        return rx.redirect(f"{PATH}/{read_id(answers[-1].get('id'))}")

    @rx.var
    def upload_action(self) -> str:
        publish = "yes" if self.publishes else "no"
        return address("/product-files/upload", {"currency": self.currency, "publish": publish})
