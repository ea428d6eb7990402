"""What the moving specimens need from a server."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from core.kernel.errors import Conflict
from core.ui.forms import FormErrors
from core.ui.guards import public


class StyleguideState(rx.State):
    is_saving: bool = False
    is_open: bool = False
    is_notified: bool = True
    size: str = "24 cm"
    quantity: int = 2
    revision: int = 0
    errors: FormErrors = {"postcode": "Postcodes in Portugal use digits: 4050-112"}

    @rx.event
    @public
    async def save(self) -> AsyncIterator[Any]:
        self.is_saving = True
        yield
        await asyncio.sleep(1)
        self.is_saving = False
        yield rx.toast.success("Address saved")

    @rx.event
    @public
    def show_dialog(self) -> None:
        self.is_open = True

    @rx.event
    @public
    def hide_dialog(self) -> None:
        self.is_open = False

    @rx.event
    @public
    def toggle_notices(self) -> None:
        self.is_notified = not self.is_notified

    @rx.event
    @public
    def choose_size(self, size: str) -> None:
        self.size = str(size)[:20]

    @rx.event
    @public
    def set_quantity(self, wanted: int) -> Any:
        """Three are in stock: more jumps back, with the reason."""
        if int(wanted) > 3:  # noqa: PLR2004
            self.revision += 1
            return rx.toast.warning("Only 3 available")
        self.quantity = int(wanted)
        return None

    @rx.event
    @public
    def refuse(self) -> None:
        raise Conflict("Only 1 of these is left.")
