from decimal import Decimal
from typing import Annotated, Any

import reflex as rx
from pydantic import BaseModel, Field

from admin.pages.gateways.views import NAMES, GatewayRow, RuleRow
from admin.state.panels import PanelState
from core.db.session import read_session, transaction
from core.kernel.money import Money
from core.payments import gateways
from core.payments.gateways import RuleRequest
from core.ui.acting import acts
from core.ui.forms import Amount, parse
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from core.vendors import queries as vendors

CREATE = "create"


class NewRule(BaseModel):
    first: str = Field(max_length=32)
    second: str = Field(default="", max_length=32)
    currency: str = Field(default="", pattern="^([A-Z]{3})?$")
    country: str = Field(default="", pattern="^([A-Z]{2})?$")
    least: Annotated[Amount, Field(ge=0)] | None = None
    most: Annotated[Amount, Field(ge=0)] | None = None
    vendor: str = Field(default="", max_length=80)
    note: str = Field(default="", max_length=200)

    def minor(self, amount: Decimal | None) -> int | None:
        if amount is None:
            return None
        return Money.from_decimal(amount, self.currency or "EUR").minor


class GatewaysState(LoadState, PanelState, SessionState):
    rows: list[GatewayRow] = []
    rules: list[RuleRow] = []
    choices: list[tuple[str, str]] = []
    errors: dict[str, str] = {}

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel, self.errors = "", {}
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def switch_on(self, name: str) -> None:
        await self._switch(str(name), is_enabled=True)
        self.done = f"{NAMES.get(str(name), '')} takes payments again."

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def switch_off(self, name: str) -> None:
        await self._switch(str(name), is_enabled=False)
        self.done = f"{NAMES.get(str(name), '')} takes no new payments. Refunds go on."

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def create(self, form_data: dict[str, Any]) -> None:
        rule, self.errors = parse(form_data, NewRule)
        if rule is None:
            return
        caller = await self._principal()
        async with transaction() as session:
            vendor = await vendors.get_by_slug(session, rule.vendor) if rule.vendor else None
            request = RuleRequest(
                providers=tuple(dict.fromkeys(n for n in (rule.first, rule.second) if n)),
                currency=rule.currency,
                country=rule.country,
                min_minor=rule.minor(rule.least),
                max_minor=rule.minor(rule.most),
                vendor_id=vendor.id if vendor else None,
                note=rule.note,
            )
            await gateways.add_rule(session, caller, request)
        self._finish("The rule is read last; move it up if it shall count earlier.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def move_up(self, rule_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await gateways.raise_rule(session, caller, read_id(rule_id))
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def remove(self, rule_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await gateways.remove_rule(session, caller, read_id(rule_id))
        self.done = "The rule is gone."
        await self._show()

    async def _switch(self, name: str, *, is_enabled: bool) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await gateways.switch_gateway(session, caller, name, is_enabled=is_enabled)
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            found = await gateways.list_gateways(session, caller)
            rules = await gateways.list_rules(session, caller)
            named = await vendors.names_of(
                session, {rule.vendor_id for rule in rules if rule.vendor_id}
            )
        self.rows = [GatewayRow.of(facts) for facts in found]
        self.rules = [RuleRow.of(rule, named) for rule in rules]
        self.choices = [(facts.name, NAMES[facts.name]) for facts in found]
