from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Self

import reflex as rx
from pydantic import BaseModel, Field

from admin.state.panels import PanelState
from core.db.session import read_session, transaction
from core.ui.acting import acts
from core.ui.format import percent
from core.ui.forms import Amount, parse
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from core.vendors import commission
from core.vendors.models import CommissionPlan

CREATE, CHANGE = "create", "change"
BPS = 100


@dataclass(frozen=True, slots=True)
class PlanRow:
    """``typed`` is the rate as it stands in a field, in percent."""

    id: str = ""
    name: str = ""
    rate: str = ""
    typed: str = ""
    is_default: bool = False

    @classmethod
    def of(cls, plan: CommissionPlan) -> Self:
        return cls(
            str(plan.id),
            plan.name,
            percent(plan.rate_bps),
            str(Decimal(plan.rate_bps) / BPS),
            plan.is_default,
        )


class Rate(BaseModel):
    rate: Annotated[Amount, Field(ge=0, le=100, decimal_places=2)]

    @property
    def bps(self) -> int:
        return int(self.rate * BPS)


class NewPlan(Rate):
    name: Annotated[str, Field(max_length=80)]


class CommissionState(LoadState, PanelState, SessionState):
    """Plans of what the market takes. Orders keep the rate they were made with."""

    rows: list[PlanRow] = []
    chosen: PlanRow = PlanRow()
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
    def open_change(self, plan_id: str) -> None:
        self._quiet()
        self.errors = {}
        self.chosen = next((row for row in self.rows if row.id == plan_id), PlanRow())
        self.panel = CHANGE if self.chosen.id else ""

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def create(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        plan, self.errors = parse(form_data, NewPlan)
        if plan is None:
            return
        async with transaction() as session:
            await commission.create_plan(session, caller, plan.name, plan.bps)
        self._finish(f"“{plan.name}” can be given to workshops.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def change(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        rate, self.errors = parse(form_data, Rate)
        if rate is None:
            return
        async with transaction() as session:
            await commission.change_rate(session, caller, read_id(self.chosen.id), rate.bps)
        self._finish("The rate holds for orders from now on.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def make_default(self, plan_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await commission.make_default_plan(session, caller, read_id(plan_id))
        self._finish("Workshops without a plan of their own have this one now.")
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            plans = await commission.list_plans(session, caller)
        self.rows = [PlanRow.of(plan) for plan in plans]
