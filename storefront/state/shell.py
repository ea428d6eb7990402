"""What the header knows: whether someone is signed in, and how much is in the bag."""

import reflex as rx

from core.ui.guards import public
from core.ui.session import SessionState


class ShellState(SessionState):
    bag_count: int = 0

    @rx.event
    @public
    async def load_shell(self) -> None:
        """Runs first on every page; cheap, because every page waits for it."""
        self._show_caller(await self._principal())
