from dataclasses import dataclass, field
from typing import Any, Self

import reflex as rx

from core.db.session import read_session, transaction
from core.identity import addresses
from core.identity.addresses import PostalAddress
from core.identity.models import Address
from core.kernel.errors import Invalid, NotFound
from core.ui.forms import FormErrors, refused
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from storefront.pages.order.views import address_lines
from storefront.state.ids import read_id
from storefront.state.shell import ShellState

PATH = "/account/addresses"
FIELDS = ("name", "line1", "line2", "postcode", "city", "region", "country", "phone")


@dataclass(frozen=True, slots=True)
class AddressView:
    id: str = ""
    lines: list[str] = field(default_factory=list[str])
    is_default: bool = False

    @classmethod
    def of(cls, address: Address) -> Self:
        parts = {name: getattr(address, name) for name in FIELDS}
        return cls(str(address.id), address_lines(parts), address.is_default)


class AddressesState(LoadState, ShellState):
    """``?panel=new`` opens an empty form, ``?panel=<id>`` the one of an entry."""

    addresses: list[AddressView] = []
    panel: str = ""
    typed: dict[str, str] = {}
    errors: FormErrors = {}

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load(self) -> None:
        self.errors = {}
        self.panel = self.router.url.query_parameters.get("panel", "")[:40]
        self.typed = {**dict.fromkeys(FIELDS, ""), "country": self._preferences().country}
        await self._show()
        if self.panel not in {"", "new"}:
            await self._fill_in(self.panel)

    @rx.event
    @requires(Caller.USER)
    async def save(self, form_data: dict[str, Any]) -> Any:
        caller = await self._principal()
        typed = PostalAddress(**{name: str(form_data.get(name, "")) for name in FIELDS})
        try:
            async with transaction() as session:
                if self.panel == "new":
                    await addresses.add_address(session, caller, typed)
                else:
                    entry = read_id(self.panel)
                    await addresses.edit_address(session, caller, entry, typed)
        except Invalid as problem:
            self.errors = refused(problem)
            return rx.set_focus(f"field-{problem.field}") if problem.field else None
        return rx.redirect(PATH)

    @rx.event
    @requires(Caller.USER)
    async def remove(self, address_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await addresses.remove_address(session, caller, read_id(address_id))
        await self._show()

    @rx.event
    @requires(Caller.USER)
    async def make_default(self, address_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await addresses.make_default(session, caller, read_id(address_id))
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            found = await addresses.list_addresses(session, caller)
        self.addresses = [AddressView.of(address) for address in found]

    async def _fill_in(self, address_id: str) -> None:
        caller = await self._principal()
        async with read_session() as session:
            try:
                entry = await addresses.get_address(session, caller, read_id(address_id))
            except NotFound:
                self.panel = ""
                return
        self.typed = {name: getattr(entry, name) for name in FIELDS}
