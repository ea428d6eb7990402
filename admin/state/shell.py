"""What the frame knows: who asks, and what waits for a decision."""

import reflex as rx

from core.db.session import read_session
from core.kernel.principal import Principal
from core.reporting.overview import backlog
from core.reporting.watch_proofs import broken_now
from core.reviews.desk import count_waiting
from core.ui.format import quantity
from core.ui.guards import public
from core.ui.session import SessionState


class ShellState(SessionState):
    vendors_waiting: str = ""
    products_waiting: str = ""
    reviews_waiting: str = ""
    questions_waiting: str = ""
    reports_waiting: str = ""
    proofs_broken: str = ""
    broken_words: str = ""

    @rx.event
    @public
    async def load_shell(self) -> None:
        """Runs first on every page; pages that show anything guard their own handlers."""
        caller = await self._principal()
        self._show_caller(caller)
        self.vendors_waiting = self.products_waiting = ""
        self.reviews_waiting = self.questions_waiting = self.reports_waiting = ""
        self.proofs_broken = ""
        if caller.is_staff:
            await self._count_waiting(caller)

    async def _count_waiting(self, caller: Principal) -> None:
        async with read_session() as session:
            waiting = await backlog(session, caller)
            said = await count_waiting(session, caller)
            broken = await broken_now(session, caller)
        self.vendors_waiting = _count(waiting.vendors_in_review)
        self.products_waiting = _count(waiting.products_in_review)
        self.reviews_waiting = _count(said.reviews)
        self.questions_waiting = _count(said.questions)
        self.reports_waiting = _count(said.reports)
        self.proofs_broken = _count(broken)
        self.broken_words = f"{quantity(broken, 'proof')} not so."


def _count(waiting: int) -> str:
    return str(waiting) if waiting else ""
