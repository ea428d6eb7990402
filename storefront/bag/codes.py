"""Typing a promo code in, and taking it out, wherever the bag is shown."""

from typing import Any

import reflex as rx

from core.cart import codes
from core.cart.open_cart import find_cart, open_cart
from core.db.session import transaction
from core.kernel.errors import DomainError
from core.ui.guards import public

LONGEST = 80


class CodesState(rx.State, mixin=True):
    """``code_revision`` makes the field anew when what stands in it is done with."""

    code_error: str = ""
    typed_code: str = ""
    code_revision: int = 0

    @rx.event
    @public
    async def add_code(self, form_data: dict[str, Any]) -> None:
        """A code that is not known stays in the field; one that is known is in the bag."""
        await self._add_code(str(form_data.get("code", ""))[:LONGEST])
        await self._show_again()

    @rx.event
    @public
    async def remove_code(self, code: str) -> None:
        self.code_error = ""
        caller = await self._principal()
        async with transaction() as session:
            cart = await find_cart(session, caller, self._bag_secret())
            if cart is not None:
                await codes.remove_code(session, cart, str(code))
        await self._show_again()

    async def _add_code(self, typed: str) -> None:
        self.code_error, self.typed_code = "", typed
        caller = await self._principal()
        try:
            async with transaction() as session:
                cart = await open_cart(session, caller, self._bag_secret(), self.currency)
                await codes.add_code(session, cart, typed)
        except DomainError as refused:
            self.code_error = refused.message
            return
        self.typed_code = ""
        self.code_revision += 1

    async def _code_of_link(self) -> None:
        """``?code=`` of a newsletter or poster: as if it had been typed in."""
        if code := self.router.url.query_parameters.get("code", ""):
            await self._add_code(code[:LONGEST])
