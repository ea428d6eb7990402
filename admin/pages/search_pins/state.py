from typing import Any

import reflex as rx

from admin.pages.search_pins.views import RuleForm, RuleRow
from admin.state.filters import text_of
from admin.state.panels import PanelState
from core.db.session import read_session, transaction
from core.search.insight_queries import find_product_by_slug, list_rules_with_titles
from core.search.set_rules import remove_rule, set_rule
from core.ui.acting import acts
from core.ui.forms import parse
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState

ADD = "add-rule"


class PinsState(LoadState, PanelState, SessionState):
    """``text`` and ``product`` are what another page asked to pin."""

    rows: list[RuleRow] = []
    errors: dict[str, str] = {}
    text: str = ""
    product: str = ""

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        query = self.router.url.query_parameters
        self.errors = {}
        self.text, self.product = text_of(query, "text"), text_of(query, "product")
        self.panel = ADD if self.text else ""
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def add(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        form, self.errors = parse(form_data, RuleForm)
        if form is None:
            return
        async with transaction() as session:
            product_id = await find_product_by_slug(session, form.slug)
            if product_id is None:
                self.errors = {"product": "The shop has no piece with this address."}
                return
            await set_rule(session, caller, form.rule(product_id))
        self._finish(f"Set for “{form.text}”. Searches use it within a second or two.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def remove(self, rule_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await remove_rule(session, caller, read_id(rule_id))
        self._finish("Removed.")
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            found = await list_rules_with_titles(session, caller)
        self.rows = [RuleRow.of(*facts) for facts in found]
