"""The bag of this browser or account, on its page and in the drawer of every other page."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import service as bags
from core.cart.models import Cart
from core.cart.open_cart import find_cart, open_cart
from core.cart.service import LineChange
from core.cart.share_bag import share_bag
from core.cart.view import view_bag
from core.checkout.quote_bag import quote_bag
from core.db.session import read_session, transaction
from core.identity.preferences import is_country_code
from core.kernel.clock import utc_now
from core.kernel.errors import DomainError
from core.settings import AppName, settings
from core.ui.guards import personal, public
from core.ui.loading import LoadState, page_load
from core.ui.tax_view import TaxView
from storefront.bag.codes import CodesState
from storefront.bag.views import BagView
from storefront.state.ids import read_id
from storefront.state.shell import ShellState

Act = Callable[[AsyncSession, Cart], Awaitable[LineChange | None]]
UNDERWAY_S = 0.2


class BagState(CodesState, LoadState, ShellState):
    bag: BagView = BagView()
    taxes: TaxView = TaxView()
    removed: str = ""
    refusal: str = ""
    revision: int = 0
    ship_to: str = ""
    share_link: str = ""
    is_known: bool = False
    opens_drawer: bool = False
    _gone: LineChange | None = None

    @rx.event
    @personal
    @public
    @page_load
    async def load(self) -> None:
        self.removed = self.refusal = self.share_link = self.code_error = ""
        self.ship_to = self._preferences().country
        await self._code_of_link()
        await self._show({})

    @rx.event
    @public
    async def refresh(self) -> None:
        """The drawer was opened: show the bag as it is now."""
        self.removed = self.refusal = ""
        await self._show({})

    @rx.event
    @public
    async def open_drawer(self) -> AsyncIterator[None]:
        """After something was put in. The flag falls again, so a page that is opened later
        does not open the drawer once more.
        """
        await self.refresh()
        self.opens_drawer = True
        yield
        await asyncio.sleep(UNDERWAY_S)
        self.opens_drawer = False

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
            self.removed, self._gone = str(title)[:200], gone

    @rx.event
    @public
    async def undo(self) -> None:
        if (gone := self._gone) is None:
            return
        self._gone = None
        await self._change(lambda session, cart: bags.put_back(session, cart, gone))

    @rx.event
    @public
    def forget_removed(self) -> None:
        """The ten seconds for undoing are over."""
        self.removed, self._gone = "", None

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
    async def move_all_to_bag(self) -> None:
        """What cannot be bought now stays where it is."""
        await self._change(bags.move_all_to_bag)

    @rx.event
    @public
    async def accept_prices(self) -> None:
        await self._change(bags.accept_prices)

    @rx.event
    @public
    async def estimate(self, code: str) -> None:
        """What delivery into another country would cost; the shop's own choice stays."""
        if is_country_code(str(code)):
            self.ship_to = code
            await self._show({})

    @rx.event
    @public
    async def share(self) -> None:
        async def copy(session: AsyncSession, cart: Cart) -> None:
            token = await share_bag(session, cart)
            self.share_link = f"{settings().origin(AppName.STOREFRONT)}/bags/{token}"

        await self._change(copy)

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

    async def _show_again(self) -> None:
        await self._show({})

    async def _show(self, notices: dict[str, str]) -> None:
        caller = await self._principal()
        chosen = self._preferences()
        country = self.ship_to or chosen.country
        async with read_session() as session:
            cart = await find_cart(session, caller, self._bag_secret())
            bag = await view_bag(session, cart, country, chosen.currency, utc_now().date())
            quote = (
                await quote_bag(session, cart, country) if cart and bag.is_orderable else None
            )
        self.taxes = TaxView.of(quote.taxes) if quote else TaxView()
        self.bag = BagView.of(bag, notices)
        self.bag_count = bag.units
        self.is_known = True
