from typing import Any

import reflex as rx

from admin.pages.finance_commission_rules.views import (
    RuleForm,
    RuleRow,
    TrialForm,
    TrialResult,
)
from admin.state.panels import PanelState
from core.catalog.category_queries import list_categories
from core.checkout.try_commission import try_commission
from core.db.session import read_session, transaction
from core.ui.acting import acts
from core.ui.forms import parse
from core.ui.guards import Caller, requires
from core.ui.ids import find_id, read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from core.vendors.commission_queries import list_rules
from core.vendors.commission_rules import add_rule, change_rule, move_rule, switch_rule
from core.vendors.queries import list_vendors

EDIT = "edit"
MOST_VENDORS = 500


class CommissionRulesState(LoadState, PanelState, SessionState):
    """The ordered list, its editor, and a tester that says which rule decides a sale."""

    rows: list[RuleRow] = []
    chosen: RuleRow = RuleRow()
    vendors: list[tuple[str, str]] = []
    any_vendor: list[tuple[str, str]] = []
    any_category: list[tuple[str, str]] = []
    errors: dict[str, str] = {}
    trial: TrialResult = TrialResult()
    trial_errors: dict[str, str] = {}

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel, self.errors, self.trial = "", {}, TrialResult()
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    def edit(self, rule_id: str) -> None:
        """With an empty id a new one."""
        self._quiet()
        self.errors = {}
        self.chosen = next((row for row in self.rows if row.id == rule_id), RuleRow())
        self.panel = EDIT

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def save(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        form, self.errors = parse(form_data, RuleForm)
        if form is None:
            return
        rule_id = find_id(self.chosen.id)
        async with transaction() as session:
            if rule_id is None:
                await add_rule(session, caller, form.details())
            else:
                await change_rule(session, caller, rule_id, form.details())
        self._finish("It holds for orders from now on.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def move(self, rule_id: str, up: bool) -> None:  # noqa: FBT001  sent by the browser
        caller = await self._principal()
        async with transaction() as session:
            await move_rule(session, caller, read_id(rule_id), up=bool(up))
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def switch(self, rule_id: str, on: bool) -> None:  # noqa: FBT001  sent by the browser
        caller = await self._principal()
        async with transaction() as session:
            await switch_rule(session, caller, read_id(rule_id), is_active=bool(on))
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def test(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        form, self.trial_errors = parse(form_data, TrialForm)
        if form is None:
            return
        async with read_session() as session:
            found = await try_commission(
                session, caller, form.vendor_id, form.category_id, form.money, form.quantity
            )
        self.trial = TrialResult.of(found)

    async def _show(self) -> None:
        async with read_session() as session:
            rules = await list_rules(session)
            vendors = (await list_vendors(session, size=MOST_VENDORS)).items
            categories = await list_categories(session)
        self.vendors = sorted(
            ((str(one.id), one.name) for one in vendors), key=lambda pair: pair[1]
        )
        self.any_vendor = [("", "Every workshop"), *self.vendors]
        places = {str(one.id): one.name for one in categories}
        below = sorted(places.items(), key=lambda pair: pair[1])
        self.any_category = [("", "Every category"), *below]
        names = dict(self.vendors)
        self.rows = [RuleRow.of(rule, names, places) for rule in rules]
