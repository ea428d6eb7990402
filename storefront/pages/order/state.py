from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.urls import payment_urls
from core.db.session import read_session, transaction
from core.documents.read import documents_of_buyer
from core.identity.sentences import notice, problem
from core.kernel.errors import DomainError
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.models import Order
from core.orders.read_models import order_detail
from core.orders.subscribers import order_channel
from core.refunds.cancel_vendor_order import cancel_order
from core.reviews.waiting_queries import waiting_lines_of_order
from core.ui.guards import public
from core.ui.live import subscribe
from core.ui.loading import LoadState, page_load
from core.ui.urls import address
from storefront.pages.order.views import DocumentLink, OrderView
from storefront.state.shell import ShellState

LOOK_AGAIN_S = 30.0  # also when no message came through


class OrderState(LoadState, ShellState):
    """One order, opened by the secret of its link or by the account it belongs to."""

    if TYPE_CHECKING:
        number: str  # from the route, /orders/[number]

    order: OrderView = OrderView()
    documents: list[DocumentLink] = []
    track_href: str = ""
    receipt_href: str = ""
    calendar_href: str = ""
    token: str = ""
    notice: str = ""
    problem: str = ""
    is_guest: bool = True
    refusal: str = ""
    _order_id: str = ""
    _pay_path: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> Any:
        self.refusal = ""
        asked = self.router.url.query_parameters
        self.notice = notice(asked.get("notice", ""))
        self.problem = problem(asked.get("error", ""), asked.get("wait", ""))
        await self._show()
        if self.order.is_pending:
            return rx.redirect(self._pay_path, replace=True)
        return OrderState.watch

    @rx.event(background=True)
    @public
    async def watch(self) -> AsyncIterator[None]:
        """Shows whatever happens to the order while its page is open."""
        async with self:
            order_id = self._order_id
        if not order_id:
            return
        async with subscribe(order_channel(UUID(order_id)), idle=LOOK_AGAIN_S) as changes:
            async with self:
                await self._show()
            yield
            async for _ in changes:
                async with self:
                    await self._show()
                yield

    @rx.event
    @public
    async def cancel(self) -> None:
        caller = await self._principal()
        try:
            async with transaction() as session:
                order = await self._find(session, caller)
                await cancel_order(
                    session,
                    caller,
                    order.id,
                    reason="The buyer changed their mind",
                    token=self._token(),
                )
        except DomainError as refused:
            self.refusal = refused.message
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            order = await self._find(session, caller)
            detail = await order_detail(session, order)
            issued = await documents_of_buyer(session, order)
            to_review = (
                await waiting_lines_of_order(session, caller.user_id, order.id)
                if caller.user_id
                else set[UUID]()
            )
        self._order_id = str(order.id)
        back = payment_urls(order).back
        self._pay_path = back[back.index("/checkout/return") :]
        self.is_guest = order.user_id is None
        self.order = OrderView.of(detail, to_review, token=self._token())
        files, token = f"/documents/orders/{order.number}", self._token()
        self.token = token
        self.documents = [DocumentLink.of(one, order.number, token) for one in issued]
        self.receipt_href = address(f"{files}/receipt.pdf", {"t": token})
        self.calendar_href = address(f"{files}/arrivals.ics", {"t": token})
        self.track_href = address(f"/orders/{order.number}", {"t": self._token()})

    async def _find(self, session: AsyncSession, caller: Principal) -> Order:
        if token := self._token():
            return await orders.get_by_token(session, self.number, token)
        return await orders.get_of_user(session, caller.require_user(), self.number)

    def _token(self) -> str:
        return self.router.url.query_parameters.get("t", "")[:100]
