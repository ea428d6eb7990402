"""What the frame knows of the caller."""

import reflex as rx

from core.ui.guards import public
from core.ui.session import SessionState


class ShellState(SessionState):
    @rx.event
    @public
    async def load_shell(self) -> None:
        """Runs first on every page; pages that show anything guard their own handlers."""
        self._show_caller(await self._principal())
