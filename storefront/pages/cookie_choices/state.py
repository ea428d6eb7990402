from dataclasses import dataclass
from typing import Self

import reflex as rx

from core.content.consent import ALL, NECESSARY, Choices, list_choices
from core.content.models import Consent
from core.db.session import read_session
from core.ui.format import moment
from core.ui.guards import personal, public
from core.ui.loading import LoadState, page_load
from storefront.state.shell import ShellState


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    when: str = ""
    answer: str = ""
    version: str = ""

    @classmethod
    def of(cls, consent: Consent) -> Self:
        answer = "Counting: yes" if consent.is_granted else "Counting: no"
        return cls(moment(consent.created_at), answer, consent.version)


class CookieChoicesState(LoadState, ShellState):
    """The page is the same for everybody; what was chosen comes once the tab is connected."""

    chosen: str = ""
    history: list[ChoiceRow] = []

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self.chosen, self.history = "", []

    @rx.event
    @personal
    @public
    async def load_choice(self) -> None:
        choices = Choices.of(self.router.headers.cookie)
        if choices.is_made:
            self.chosen = ALL if choices.counting else NECESSARY
        caller = await self._principal()
        if caller.user_id is None:
            return
        async with read_session() as session:
            rows = await list_choices(session, caller)
        self.history = [ChoiceRow.of(row) for row in rows]
