from typing import TYPE_CHECKING, Any

import reflex as rx

from core.cart.open_cart import open_cart
from core.cart.share_bag import take_shared_bag, view_shared_bag
from core.db.session import read_session, transaction
from core.kernel.clock import utc_now
from core.kernel.errors import DomainError
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from storefront.bag.state import BagState
from storefront.bag.views import BagView
from storefront.state.shell import ShellState


class SharedBagState(LoadState, ShellState):
    """What somebody shows of a bag; nothing here changes theirs."""

    if TYPE_CHECKING:
        token: str  # from the route, /bags/[token]

    shown: BagView = BagView()
    refusal: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self.refusal = ""
        chosen = self._preferences()
        async with read_session() as session:
            bag = await view_shared_bag(
                session, self.token, chosen.country, chosen.currency, utc_now().date()
            )
        self.shown = BagView.of(bag, {})

    @rx.event
    @public
    async def take(self) -> Any:
        caller = await self._principal()
        try:
            async with transaction() as session:
                cart = await open_cart(session, caller, self._bag_secret(), self.currency)
                taken = await take_shared_bag(session, cart, self.token)
        except DomainError as refused:
            self.refusal = refused.message
            return None
        missing = ", ".join(taken.left_out)
        self.refusal = f"Not to be had at the moment: {missing}." if missing else ""
        return BagState.open_drawer if taken.units else None
