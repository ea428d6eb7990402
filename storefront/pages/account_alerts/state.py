from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.queries import offers
from core.catalog.models import Product, ProductVariant
from core.db.session import read_session, transaction
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.saved import alert_queries
from core.saved.models import Alert, AlertKind, AlertStatus, SavedSearch
from core.saved.saved_searches import end_search, list_searches
from core.saved.set_alert import end_alert, set_target
from core.ui.acting import ActState, acts
from core.ui.format import amount_input, day, money
from core.ui.forms import read_amount
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.urls import address, page_number
from storefront.state.ids import read_id
from storefront.state.shell import ShellState

PATH = "/account/alerts"


@dataclass(frozen=True, slots=True)
class AlertView:
    id: str = ""
    title: str = ""
    options: str = ""
    href: str = ""
    wish: str = ""
    today: str = ""
    target: str = ""
    currency: str = ""
    told: str = ""
    is_price: bool = False

    @classmethod
    def of(
        cls, alert: Alert, variant: ProductVariant, product: Product, today: Money | None
    ) -> Self:
        target = alert.target
        wish = f"Costs {money(target)} or less" if target else "Back in stock"
        is_fired = alert.status is AlertStatus.FIRED and alert.fired_at is not None
        return cls(
            id=str(alert.id),
            title=product.title,
            options=", ".join(variant.options),
            href=address(f"/p/{product.slug}", {"variant": variant.sku or None}),
            wish=wish,
            today=f"{money(today)} today" if today else "Not for sale at the moment",
            target=amount_input(target) if target else "",
            currency=alert.currency,
            told=f"We wrote on {day(alert.fired_at)}" if is_fired and alert.fired_at else "",
            is_price=alert.kind is AlertKind.PRICE,
        )


@dataclass(frozen=True, slots=True)
class SearchView:
    id: str = ""
    name: str = ""
    href: str = ""
    told: str = ""

    @classmethod
    def of(cls, search: SavedSearch) -> Self:
        last = f"Last mail on {day(search.told_at)}" if search.told_at else "No new match yet"
        return cls(str(search.id), search.name, search.href, last)


class AlertsState(LoadState, ActState, ShellState):
    waiting: list[AlertView] = []
    past: list[AlertView] = []
    searches: list[SearchView] = []
    is_any: bool = False
    pager: Pager = Pager()

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load(self) -> None:
        self._quiet()
        await self._show()

    @rx.event
    @requires(Caller.USER)
    @acts
    async def end(self, alert_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await end_alert(session, caller, read_id(alert_id))
        await self._show()
        self.done = "Alert ended."

    @rx.event
    @requires(Caller.USER)
    @acts
    async def change(self, form_data: dict[str, Any]) -> None:
        caller, alert_id = await self._principal(), read_id(form_data.get("alert"))
        shown = next((alert for alert in self.waiting if alert.id == str(alert_id)), None)
        try:
            amount = read_amount(form_data.get("target", ""))
        except ValueError as problem:
            raise Invalid(str(problem), field="target") from None
        currency = shown.currency if shown else self._preferences().currency
        async with transaction() as session:
            await set_target(session, caller, alert_id, Money.from_decimal(amount, currency))
        await self._show()
        self.done = "Price changed."

    @rx.event
    @requires(Caller.USER)
    @acts
    async def end_search(self, search_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await end_search(session, caller, read_id(search_id))
        await self._show()
        self.done = "Search ended."

    async def _show(self) -> None:
        caller = await self._principal()
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            page = await alert_queries.list_alerts(session, caller, number=number)
            prices = await _prices(session, [alert for alert, _, _ in page.items])
            searches = await list_searches(session, caller)
        views = [
            AlertView.of(alert, variant, product, prices.get(alert.id))
            for alert, variant, product in page.items
        ]
        self.waiting = [view for view in views if not view.told]
        self.past = [view for view in views if view.told]
        self.pager = Pager.of(page, PATH, {}, noun="alert")
        self.searches = [SearchView.of(search) for search in searches]
        self.is_any = bool(page.total or searches)


async def _prices(session: AsyncSession, alerts: list[Alert]) -> dict[UUID, Money | None]:
    """Today's, in the currency of each alert: one statement a currency."""
    found: dict[UUID, Money | None] = {}
    for currency in {alert.currency for alert in alerts}:
        alike = [alert for alert in alerts if alert.currency == currency]
        known = await offers(session, {alert.variant_id for alert in alike}, currency)
        found |= {
            alert.id: offer.amount
            for alert in alike
            if (offer := known.get(alert.variant_id)) and offer.is_visible
        }
    return found
