from dataclasses import dataclass
from typing import Annotated, Any, Self

import reflex as rx
from pydantic import BaseModel, Field

from core.db.session import read_session, transaction
from core.documents.models import Document
from core.documents.read import list_documents_of_vendor
from core.taxes.models import VatStatus
from core.taxes.sentences import SMALL_BUSINESS, SMALL_BUSINESS_ELSEWHERE
from core.taxes.set_tax_profile import TaxDetails, set_tax_profile, tax_profile
from core.ui.acting import ActState, acts
from core.ui.countries import country_name
from core.ui.format import day, money
from core.ui.forms import parse
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState

STATUS_WORDS = {
    VatStatus.REGISTERED: "Registered for VAT",
    VatStatus.SMALL_BUSINESS: "Exempt as a small business",
    VatStatus.NOT_REGISTERED: "Not registered for VAT",
}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    title: str = ""
    number: str = ""
    issued: str = ""
    amount: str = ""
    href: str = ""

    @classmethod
    def of(cls, document: Document) -> Self:
        return cls(
            str(document.facts["title"]),
            document.number,
            day(document.issued_on),
            money(document.gross),
            f"/documents/workshop/{document.id}.pdf",
        )


class TaxForm(BaseModel):
    status: VatStatus
    established_in: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    vat_id: Annotated[str, Field(max_length=32)] = ""
    uses_oss: bool = False


class TaxesState(LoadState, ActState, SessionState):
    """What the workshop says about its VAT, and the documents issued for it."""

    statuses: list[tuple[str, str]] = []
    status: str = ""
    established_in: str = ""
    vat_id: str = ""
    uses_oss: bool = False
    confirmed: str = ""
    sentence: str = ""
    errors: dict[str, str] = {}
    documents: list[DocumentRow] = []
    documents_total: int = 0

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.errors = {}
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    def set_status(self, value: str) -> None:
        self.status = value if value in set(VatStatus) else VatStatus.NOT_REGISTERED

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def save(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        form, self.errors = parse(form_data, TaxForm)
        if form is None:
            return
        async with transaction() as session:
            await set_tax_profile(session, caller, TaxDetails(**form.model_dump()))
        self.done = "This holds for orders from now on."
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            profile = await tax_profile(session, caller)
            page = await list_documents_of_vendor(session, caller)
        self.statuses = [(status.value, word) for status, word in STATUS_WORDS.items()]
        self.status = VatStatus(profile.status).value
        self.established_in, self.vat_id = profile.established_in, profile.vat_id
        self.uses_oss = profile.uses_oss
        self.confirmed = day(profile.confirmed_on) if profile.confirmed_on else ""
        own = SMALL_BUSINESS.get(profile.established_in, SMALL_BUSINESS_ELSEWHERE)
        self.sentence = f"Invoices in {country_name(profile.established_in)} say: {own}"
        self.documents = [DocumentRow.of(one) for one in page.items]
        self.documents_total = page.total
