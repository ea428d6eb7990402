"""The order that a page after the sale is about: the account's own, or by the link's secret."""

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.models import Order

LONGEST_TOKEN = 100


class OwnOrderState(rx.State, mixin=True):
    """``token`` is the secret of the order's link, or nothing for somebody signed in."""

    token: str = ""

    async def _find(self, session: AsyncSession, caller: Principal, number: str) -> Order:
        if token := self._token():
            return await orders.get_by_token(session, number, token)
        return await orders.get_of_user(session, caller.require_user(), number)

    def _token(self) -> str:
        return self.router.url.query_parameters.get("t", "")[:LONGEST_TOKEN]
