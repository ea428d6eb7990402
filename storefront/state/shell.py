"""What header and footer know: who is signed in, what is in the bag, where one shops."""

import reflex as rx

from core.cart import queries as carts
from core.cart.open_cart import find_cart
from core.db.session import read_session
from core.identity.preferences import Preferences
from core.kernel.principal import Principal
from core.kernel.text import one_line
from core.reporting.models import ShopEventKind
from core.ui.countries import country_name
from core.ui.guards import public
from core.ui.session import SessionState
from storefront.state.departments import list_departments
from storefront.state.visits import count_visit

IN_HEADER = 2
SEARCH = "/search"
LONGEST_TEXT = 200


class ShellState(SessionState):
    bag_count: int = 0
    currency: str = "EUR"
    country: str = "DE"
    country_name: str = ""
    searched: str = ""
    departments: list[tuple[str, str]] = []
    nav: list[tuple[str, str]] = []

    @rx.event
    @public
    async def load_shell(self) -> None:
        """Runs first on every page; cheap, because every page waits for it."""
        caller = await self._principal()
        self._show_caller(caller)
        chosen = self._preferences()
        self.currency, self.country = chosen.currency, chosen.country
        self.country_name = country_name(chosen.country)
        url = self.router.url
        is_search = url.path.rstrip("/") == SEARCH
        asked = url.query_parameters.get("q", "") if is_search else ""
        self.searched = one_line(asked, LONGEST_TEXT)
        self.departments = [
            (found.name, f"/c/{found.slug}") for found in await list_departments()
        ]
        self.nav = [
            *self.departments[:IN_HEADER],
            ("Materials", "/materials"),
            ("Workshops", "/shops"),
        ]
        await self._count_bag(caller)
        await count_visit(self, ShopEventKind.VISIT)

    def _preferences(self) -> Preferences:
        return Preferences.of(self.router.headers.cookie)

    async def _count_bag(self, caller: Principal) -> None:
        async with read_session() as session:
            cart = await find_cart(session, caller, self._bag_secret())
            self.bag_count = await carts.count_units(session, cart.id) if cart else 0
