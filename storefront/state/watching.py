"""Set alerts from the page of a piece, and keep the search one is looking at."""

from typing import Any

import reflex as rx

from core.db.session import transaction
from core.identity.preferences import Preferences
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.saved.models import AlertKind
from core.saved.saved_searches import save_search
from core.saved.set_alert import set_alert
from core.ui.acting import ActState, acts
from core.ui.countries import country_name
from core.ui.forms import read_amount
from core.ui.guards import Caller, public, requires
from core.ui.session import SessionState
from storefront.listing.parameters import Parameters
from storefront.state.ids import read_id

LONGEST = 300
ASKED = "Look into your mailbox: the alert waits for the link we have sent."
SET = {
    AlertKind.STOCK: "We write to you once when it is back.",
    AlertKind.PRICE: "We write to you once when it costs that or less.",
}


class WatchState(ActState, SessionState):
    """The forms name the variant; nothing of it is kept here."""

    @rx.event
    @public
    @acts
    async def set_stock_alert(self, form_data: dict[str, Any]) -> None:
        await self._set(form_data, AlertKind.STOCK, None)

    @rx.event
    @public
    @acts
    async def set_price_alert(self, form_data: dict[str, Any]) -> None:
        currency = self._currency()
        try:
            amount = read_amount(form_data.get("target", ""))
        except ValueError as problem:
            raise Invalid(str(problem), field="target") from None
        await self._set(form_data, AlertKind.PRICE, Money.from_decimal(amount, currency))

    async def _set(
        self, form_data: dict[str, Any], kind: AlertKind, target: Money | None
    ) -> None:
        caller = await self._principal()
        async with transaction() as session:
            answer = await set_alert(
                session,
                caller,
                read_id(form_data.get("variant")),
                kind,
                currency=self._currency(),
                target=target,
                email=str(form_data.get("email", ""))[:LONGEST],
            )
        self.done = ASKED if answer.is_pending else SET[kind]

    def _currency(self) -> str:
        return Preferences.of(self.router.headers.cookie).currency


class SearchKeepState(ActState, SessionState):
    """Keeps the list that this tab shows: what it looks for stands in its address."""

    @rx.event
    @requires(Caller.USER)
    @acts
    async def keep(self) -> Any:
        url = self.router.url
        path = url.path.rstrip("/")
        chosen = Parameters.read(url.query_parameters)
        place, _, slug = path.removeprefix("/").partition("/")
        query = chosen.search(
            Preferences.of(self.router.headers.cookie).currency,
            1,
            category=slug if place == "c" else "",
            vendor=slug if place == "shop" else "",
        )
        caller = await self._principal()
        async with transaction() as session:
            await save_search(session, caller, _name(chosen, slug), chosen.href(path), query)
        return rx.toast.success("Search saved", id="search-saved")


def _name(chosen: Parameters, slug: str) -> str:
    """What was typed, where, and with which choices."""
    parts = [chosen.text, slug.replace("-", " ").capitalize(), *chosen.vendors]
    parts += [", ".join(values) for values in chosen.facets.values()]
    parts += [f"ships to {country_name(chosen.ships)}"] if chosen.ships else []
    return " · ".join(part for part in parts if part)
