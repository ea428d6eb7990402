from typing import Any

import reflex as rx

from core.db.session import read_session, transaction
from core.identity import throttle
from core.orders import queries as orders
from core.orders.errors import NoSuchOrder
from core.returns.withdraw import Statement, find_contract, withdraw
from core.ui.acting import ActState, acts
from core.ui.format import day, moment
from core.ui.forms import FormErrors, parse
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
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
    pieces: list[str] = []
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
        statement, self.errors = parse(form_data, Statement)
        if statement is None:
            return None
        try:
            async with read_session() as session:
                order = await find_contract(session, statement)
                lines = await orders.lines_of_order(session, order.id)
        except NoSuchOrder:
            self.errors = {"number": UNKNOWN}
            return None
        self.number, self.name, self.email = order.number, statement.name, order.email
        self.ordered = day(order.placed_at or order.created_at)
        self.pieces = [f"{line.quantity} × {line.title}" for line in lines]
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
    async def confirm(self) -> None:
        await throttle.attempt(ATTEMPTS, throttle.network(self.router.session.client_ip))
        caller = await self._principal()
        async with transaction() as session:
            found = await withdraw(session, Statement.model_validate(self._sent), caller)
        self.receipt, self.received = found.number, moment(found.created_at)
        self.step = "done"
