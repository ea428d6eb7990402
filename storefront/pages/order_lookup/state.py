from typing import Any
from urllib.parse import urlsplit

import reflex as rx

from core.checkout.urls import order_link
from core.db.session import read_session
from core.identity import throttle
from core.kernel.errors import DomainError
from core.orders.queries import find_by_number_and_email
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from storefront.state.shell import ShellState

LOOKUPS = throttle.Limit("order_lookup", free=10, pause_s=30)
UNKNOWN = (
    "No order has this number and e-mail. Check both: the number is in the receipt, and starts "
    "with EM."
)


class LookupState(LoadState, ShellState):
    problem: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self.problem = ""

    @rx.event
    @public
    async def find(self, form_data: dict[str, Any]) -> Any:
        """The answer is the same for a wrong number and for a wrong address."""
        number, email = (str(form_data.get(name, ""))[:254] for name in ("number", "email"))
        try:
            await throttle.attempt(LOOKUPS, throttle.network(self.router.session.client_ip))
        except DomainError as refused:
            self.problem = refused.message
            return None
        async with read_session() as session:
            order = await find_by_number_and_email(session, number, email)
        if order is None:
            self.problem = UNKNOWN
            return rx.set_focus("field-number")
        link = urlsplit(order_link(order))
        return rx.redirect(f"{link.path}?{link.query}")
