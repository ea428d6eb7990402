from dataclasses import replace
from typing import Any

import reflex as rx

from core.db.session import read_session, transaction
from core.identity import throttle
from core.orders.errors import NoSuchOrder
from core.returns.withdraw import NothingToWithdraw, Statement, find_contract, withdraw
from core.returns.withdrawable import read_withdrawable
from core.ui.acting import ActState, acts
from core.ui.format import day, moment
from core.ui.forms import FormErrors, parse
from core.ui.guards import public
from core.ui.ids import read_count
from core.ui.loading import LoadState, page_load
from storefront.pages.withdraw.views import SumsView, WithdrawableLine
from storefront.state.shell import ShellState

ATTEMPTS = throttle.Limit("withdrawal", free=10, pause_s=30)
UNKNOWN = (
    "No order has this number and e-mail. Check both: the number is in the receipt, and starts "
    "with EM."
)


class WithdrawState(LoadState, ActState, ShellState):
    """Two steps and no account: state it, confirm it."""

    step: str = "state"
    number: str = ""
    name: str = ""
    email: str = ""
    ordered: str = ""
    pieces: list[WithdrawableLine] = []
    sums: SumsView = SumsView()
    receipt: str = ""
    received: str = ""
    errors: FormErrors = {}
    _sent: dict[str, Any] = {}

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.step, self.errors, self._sent = "state", {}, {}
        self.number = self.router.url.query_parameters.get("order", "")[:16]
        self.name = self.email = ""

    @rx.event
    @public
    @acts
    async def check(self, form_data: dict[str, Any]) -> Any:
        """The answer is the same for a wrong number and for a wrong address."""
        await throttle.attempt(ATTEMPTS, throttle.network(self.router.session.client_ip))
        # A browser sends each field by its name and by its id.
        named = {name: form_data.get(name, "") for name in ("name", "number", "email", "note")}
        statement, self.errors = parse(named, Statement)
        if statement is None:
            return None
        try:
            async with read_session() as session:
                order = await find_contract(session, statement)
                parts = await read_withdrawable(session, order, {})
        except NoSuchOrder:
            self.errors = {"number": UNKNOWN}
            return None
        self.number, self.name, self.email = order.number, statement.name, order.email
        self.ordered = day(order.placed_at or order.created_at)
        self.pieces = [
            WithdrawableLine.of(x, part, order) for part in parts for x in part.lines
        ]
        self.sums = SumsView.of(parts, order.currency)
        if not self.sums.is_any:
            raise NothingToWithdraw
        self._sent = statement.model_dump(mode="json")
        self.step = "confirm"
        return rx.call_script("window.scrollTo(0, 0)")

    @rx.event
    @public
    def back(self) -> None:
        self._quiet()
        self.step = "state"

    @rx.event
    @public
    @acts
    async def choose(self, line_id: str, count: str) -> None:
        """What comes back follows each choice."""
        units = {one.id: one.chosen for one in self.pieces} | {line_id: count}
        statement = self._statement({f"units:{one}": units[one] for one in units})
        async with read_session() as session:
            order = await find_contract(session, statement)
            parts = await read_withdrawable(session, order, statement.units)
        chosen = {line_id: count}
        self.pieces = [
            replace(one, chosen=chosen.get(one.id, one.chosen)) for one in self.pieces
        ]
        is_none = bool(statement.units) and not any(statement.units.values())
        self.sums = SumsView() if is_none else SumsView.of(parts, order.currency)

    @rx.event
    @public
    @acts
    async def confirm(self, form_data: dict[str, Any]) -> None:
        await throttle.attempt(ATTEMPTS, throttle.network(self.router.session.client_ip))
        caller = await self._principal()
        async with transaction() as session:
            found = await withdraw(session, self._statement(form_data), caller)
        self.receipt, self.received = found.number, moment(found.created_at)
        self.step = "done"

    def _statement(self, form_data: dict[str, Any]) -> Statement:
        """All pieces chosen is the whole order: that is what the receipt then says."""
        units = {
            one.id: read_count(form_data.get(f"units:{one.id}", ""))
            for one in self.pieces
            if one.left
        }
        is_all = all(units[one.id] >= one.left for one in self.pieces if one.left)
        return Statement.model_validate(self._sent | {"units": {} if is_all else units})
