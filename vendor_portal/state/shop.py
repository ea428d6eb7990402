from typing import Any

import reflex as rx

from core.db.session import read_session, transaction
from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.shipping.service import list_rates, set_rates
from core.ui.acting import ActState, acts
from core.ui.forms import FormErrors, refused
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from core.vendors.holiday import Holiday, set_holiday
from core.vendors.models import Vendor
from core.vendors.update_shop import get_shop_settings, update_shop
from vendor_portal.state.shop_form import (
    RateRow,
    details_of,
    rate_rows,
    read_holiday,
    read_rates,
    texts_of,
    with_changes,
)

LOOK = "Look at the marked fields: nothing was saved."


class ShopState(LoadState, ActState, SessionState):
    """The workshop as it describes itself, for its settings and for setting it up."""

    texts: dict[str, str] = {}
    rates: list[RateRow] = []
    errors: FormErrors = {}
    selvedge: str = ""
    shown_name: str = ""
    is_auto_accept: bool = False
    public_slug: str = ""

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        self.refusal = self.done = self.busy = ""
        self.errors = {}
        await self._show()
        self.revision += 1

    @rx.event
    @requires(Caller.VENDOR)
    def show_name(self, name: str) -> None:
        """What the shop's head would look like, while the name is being typed."""
        self.shown_name = str(name)[:120]

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def save(self, form_data: dict[str, Any]) -> Any:
        """One part of the description; ``next`` leads on while setting up."""
        if not await self._save_details(form_data):
            return None
        return await self._go_on(form_data)

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def save_delivery(self, form_data: dict[str, Any]) -> Any:
        """Dispatch days and rates, both or neither."""
        offered, self.errors = read_rates(form_data)
        if self.errors:
            self.refusal = LOOK
            return None
        caller = await self._principal()
        try:
            async with transaction() as session:
                current = details_of(await get_shop_settings(session, caller))
                await update_shop(session, caller, with_changes(current, form_data))
                await set_rates(session, caller, offered)
        except Invalid as wrong:
            self.errors, self.refusal = refused(wrong), wrong.message
            return None
        return await self._go_on(form_data)

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def save_holiday(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        self.errors = {}
        try:
            holiday = read_holiday(form_data)
            async with transaction() as session:
                await set_holiday(session, caller, holiday, utc_now().date())
        except Invalid as wrong:
            self.errors, self.refusal = refused(wrong), LOOK
            return
        self.done = "Saved." if holiday.first else "Saved: no holiday is set."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def end_holiday(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await set_holiday(session, caller, Holiday(), utc_now().date())
        self.done = "The holiday is over: your pieces can be ordered."
        await self._show()
        self.revision += 1

    async def _save_details(self, form_data: dict[str, Any]) -> bool:
        caller = await self._principal()
        self.errors = {}
        try:
            async with transaction() as session:
                current = details_of(await get_shop_settings(session, caller))
                await update_shop(session, caller, with_changes(current, form_data))
        except Invalid as wrong:
            self.errors, self.refusal = refused(wrong), LOOK if wrong.field else wrong.message
            return False
        return True

    async def _go_on(self, form_data: dict[str, Any]) -> Any:
        step = str(form_data.get("next", ""))
        if step in {"shop", "delivery", "policies", "review"}:
            return rx.redirect(f"/onboarding/{step}")
        self.done = "Saved."
        await self._show()
        return None

    async def _show(self) -> Vendor:
        caller = await self._principal()
        async with read_session() as session:
            vendor = await get_shop_settings(session, caller)
            rates = await list_rates(session, caller)
        self.texts = texts_of(vendor)
        self.rates = rate_rows(rates)
        self.selvedge, self.shown_name = vendor.selvedge, vendor.name
        self.is_auto_accept, self.public_slug = vendor.is_auto_accept, vendor.slug
        return vendor
