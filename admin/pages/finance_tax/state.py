from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Self

import reflex as rx
from pydantic import BaseModel, Field

from core.db.session import read_session, transaction
from core.kernel.clock import utc_now
from core.kernel.money import total
from core.reporting.tax_report import Quarter, TaxReportRow, tax_report
from core.taxes.models import OwedBy, TaxRegistration, Treatment
from core.taxes.queries import registrations
from core.taxes.rate_table import Rate, rate_table
from core.taxes.registrations import end_registration, register_in_state
from core.taxes.us_states import STATES
from core.ui.acting import ActState, acts
from core.ui.countries import country_name
from core.ui.format import day, money
from core.ui.forms import parse
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState

TREATMENT_WORDS = {
    Treatment.DOMESTIC: "At home",
    Treatment.DISTANCE: "Other member state (OSS)",
    Treatment.ORIGIN: "Other member state, below the threshold",
    Treatment.DEEMED_SUPPLIER: "Deemed supplier",
    Treatment.FACILITATOR: "Marketplace facilitator",
    Treatment.REVERSE_CHARGE: "Reverse charge",
    Treatment.EXPORT: "Export",
    Treatment.IMPORT: "Import, taxed by customs",
    Treatment.SMALL_BUSINESS: "Small business",
    Treatment.NOT_REGISTERED: "Seller not registered",
    Treatment.NONE: "No tax",
}
OWED_WORDS = {
    OwedBy.MARKET: "The market",
    OwedBy.VENDOR: "Workshops",
    OwedBy.BUYER: "Buyers",
    OwedBy.NOBODY: "Nobody",
}
QUARTERS = 6


def place(jurisdiction: str) -> str:
    country, _, state = jurisdiction.partition("-")
    return STATES.get(state, state) if state else country_name(country)


@dataclass(frozen=True, slots=True)
class ReportRow:
    owed_by: str = ""
    why: str = ""
    place: str = ""
    rate: str = ""
    base: str = ""
    tax: str = ""

    @classmethod
    def of(cls, row: TaxReportRow) -> Self:
        return cls(
            OWED_WORDS[row.owed_by],
            TREATMENT_WORDS[row.treatment],
            place(row.jurisdiction),
            f"{row.rate_ppm / 10_000:g} %",
            money(row.base),
            money(row.tax),
        )


@dataclass(frozen=True, slots=True)
class RateRow:
    place: str = ""
    goods: str = ""
    rate: str = ""
    since: str = ""
    source: str = ""

    @classmethod
    def of(cls, rate: Rate) -> Self:
        return cls(
            place(rate.jurisdiction),
            rate.goods.value.replace("_", " "),
            f"{rate.ppm / 10_000:g} %",
            day(rate.valid_from),
            rate.source,
        )


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    id: str = ""
    place: str = ""
    number: str = ""
    days: str = ""
    is_open: bool = False

    @classmethod
    def of(cls, row: TaxRegistration) -> Self:
        until = f" until {day(row.valid_until)}" if row.valid_until else ""
        return cls(
            str(row.id),
            place(row.jurisdiction),
            row.number,
            f"From {day(row.valid_from)}{until}",
            row.valid_until is None,
        )


class StateForm(BaseModel):
    state: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    number: Annotated[str, Field(max_length=40)] = ""


class TaxState(LoadState, ActState, SessionState):
    quarter: str = ""
    quarters: list[tuple[str, str]] = []
    rows: list[ReportRow] = []
    owed: list[str] = []
    csv_href: str = ""
    rates: list[RateRow] = []
    version: str = ""
    registered: list[RegistrationRow] = []
    states: list[tuple[str, str]] = []
    errors: dict[str, str] = {}

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.errors = {}
        asked = self.router.url.query_parameters.get("quarter", "")
        quarter = Quarter.of(asked) if asked else Quarter.at(utc_now())
        await self._show(quarter)

    @rx.event
    @requires(Caller.STAFF)
    def choose(self, quarter: str) -> Any:
        return rx.redirect(f"/finance/tax?quarter={Quarter.of(str(quarter))}")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def register(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        form, self.errors = parse(form_data, StateForm)
        if form is None:
            return
        async with transaction() as session:
            await register_in_state(
                session, caller, form.state, form.number, since=utc_now().date()
            )
        self.done = f"Sales tax of {STATES[form.state]} is charged from now on."
        await self._show(Quarter.of(self.quarter))

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def end(self, registration_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await end_registration(session, caller, read_id(registration_id))
        self.done = "Today is the last day of this registration."
        await self._show(Quarter.of(self.quarter))

    async def _show(self, quarter: Quarter) -> None:
        caller = await self._principal()
        async with read_session() as session:
            report = await tax_report(session, caller, quarter)
            registered = await registrations(session)
        table = rate_table()
        today = utc_now().date()
        self.quarter, self.version = str(quarter), table.version
        self.quarters = _quarters(Quarter.at(utc_now()))
        self.rows = [ReportRow.of(row) for row in report]
        self.owed = _owed(report)
        self.csv_href = f"/exports/oss.csv?quarter={quarter}"
        self.rates = [RateRow.of(rate) for rate in table.rates if rate.holds(today)]
        self.registered = [RegistrationRow.of(row) for row in registered]
        self.states = list(STATES.items())


def _quarters(latest: Quarter) -> list[tuple[str, str]]:
    found = [latest]
    while len(found) < QUARTERS:
        found.append(found[-1].before)
    return [(str(one), f"Quarter {one.number} of {one.year}") for one in found]


def _owed(report: Sequence[TaxReportRow]) -> list[str]:
    """What the market itself owes, a sum for each currency."""
    own = [row.tax for row in report if row.owed_by is OwedBy.MARKET]
    return [
        money(total((one for one in own if one.currency == currency), currency))
        for currency in sorted({one.currency for one in own})
    ]
