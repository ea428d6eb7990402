from collections.abc import Awaitable, Callable
from uuid import UUID

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import service as bags
from core.cart.models import Cart
from core.cart.open_cart import find_cart, open_cart
from core.cart.service import LineChange
from core.cart.view import view_bag
from core.db.session import read_session, transaction
from core.kernel.clock import utc_now
from core.kernel.errors import DomainError
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from storefront.pages.cart.views import BagView
from storefront.state.ids import read_id
from storefront.state.shell import ShellState

Act = Callable[[AsyncSession, Cart], Awaitable[LineChange | None]]


class CartState(LoadState, ShellState):
    bag: BagView = BagView()
    removed: str = ""
    refusal: str = ""
    revision: int = 0
    _removed_variant: str = ""
    _removed_quantity: int = 1

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self.removed = self.refusal = ""
        await self._show({})

    @rx.event
    @public
    async def set_quantity(self, line_id: str, wanted: int) -> None:
        line = read_id(line_id)
        await self._change(lambda session, cart: bags.set_quantity(session, cart, line, wanted))

    @rx.event
    @public
    async def remove(self, line_id: str, title: str) -> None:
        line = read_id(line_id)
        gone = await self._change(lambda session, cart: bags.remove_line(session, cart, line))
        if gone is not None:
            self.removed = str(title)[:200]
            self._removed_variant, self._removed_quantity = str(gone.variant_id), gone.quantity

    @rx.event
    @public
    async def undo(self) -> None:
        variant, count = UUID(self._removed_variant), self._removed_quantity
        await self._change(lambda session, cart: bags.add_line(session, cart, variant, count))

    @rx.event
    @public
    async def save_for_later(self, line_id: str) -> None:
        line = read_id(line_id)
        await self._change(lambda session, cart: bags.save_for_later(session, cart, line))

    @rx.event
    @public
    async def move_to_bag(self, line_id: str) -> None:
        line = read_id(line_id)
        await self._change(lambda session, cart: bags.move_to_bag(session, cart, line))

    @rx.event
    @public
    async def accept_prices(self) -> None:
        await self._change(bags.accept_prices)

    async def _change(self, act: Act) -> LineChange | None:
        """One change of the bag; a refusal is told on the page, and the bag shown as it is."""
        self.removed = self.refusal = ""
        change, notices = None, {}
        caller = await self._principal()
        try:
            async with transaction() as session:
                cart = await open_cart(session, caller, self._bag_secret(), self.currency)
                change = await act(session, cart)
        except DomainError as refused:
            self.refusal = refused.message
            self.revision += 1
        if change is not None and change.is_clamped:
            notices = {str(change.line_id): change.notice}
            self.revision += 1
        await self._show(notices)
        return change

    async def _show(self, notices: dict[str, str]) -> None:
        caller = await self._principal()
        chosen = self._preferences()
        async with read_session() as session:
            cart = await find_cart(session, caller, self._bag_secret())
            bag = await view_bag(
                session, cart, chosen.country, chosen.currency, utc_now().date()
            )
        self.bag = BagView.of(bag, notices)
        self.bag_count = bag.units
