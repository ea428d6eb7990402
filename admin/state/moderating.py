"""What the queues of reviews and questions have in common."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx

from admin.components.panels import REASON
from admin.state.filters import kept, one_of, text_of
from admin.state.moderation_cards import ContentCard
from admin.state.panels import PanelState
from admin.state.tabs import ViewTab
from core.reviews.models import ContentStatus
from core.reviews.moderate import Decision
from core.reviews.screening import Suspicion
from core.ui.acting import acts
from core.ui.format import quantity
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState
from core.ui.paging import Pager
from core.ui.urls import address, changed

TAKE_DOWN = "take_down"


class ModeratingState(LoadState, PanelState, mixin=True):
    """``current`` is the card that the keys decide about: the first one that waits, until
    another is picked. After a decision the next one takes its place.
    """

    if TYPE_CHECKING:  # what each queue has of its own

        async def _decide(self, chosen: list[UUID], decision: Decision, reason: str) -> int: ...

        async def _show(self) -> None: ...

        def _path(self) -> str: ...

    tabs: list[ViewTab] = []
    flags: list[ViewTab] = []
    rows: list[ContentCard] = []
    pager: Pager = Pager()
    q: str = ""
    current: str = ""
    picked: list[str] = []
    form_key: str = ""
    is_queue: bool = True
    _status: ContentStatus | None = None
    _flag: str = ""

    @rx.event
    @requires(Caller.STAFF)
    def search(self, form_data: dict[str, Any]) -> Any:
        sent = {"q": str(form_data.get("q", ""))}
        return rx.redirect(changed(self._path(), self._query(), q=text_of(sent)))

    @rx.event
    @requires(Caller.STAFF)
    def pick(self, content_id: str) -> None:
        """In or out of what is decided together."""
        known = {row.id for row in self.rows}
        others = [each for each in self.picked if each != content_id]
        if content_id in known:
            self.picked = others if content_id in self.picked else [*others, content_id]

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def approve(self, content_id: str) -> None:
        await self._decide_and_go_on([read_id(content_id)], Decision.APPROVE, "")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def approve_picked(self) -> None:
        await self._decide_and_go_on([read_id(i) for i in self.picked], Decision.APPROVE, "")

    @rx.event
    @requires(Caller.STAFF)
    def ask_reason(self, content_id: str) -> None:
        """Of one, or of all that are picked."""
        self._quiet()
        self.current = str(content_id)[:40]
        self.panel = TAKE_DOWN

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def take_down(self, form_data: dict[str, Any]) -> None:
        chosen = [self.current] if self.current else self.picked
        reason = str(form_data.get(REASON, ""))
        await self._decide_and_go_on([read_id(i) for i in chosen], Decision.TAKE_DOWN, reason)

    async def _decide_and_go_on(
        self, chosen: list[UUID], decision: Decision, reason: str
    ) -> None:
        count = await self._decide(chosen, decision, reason)
        word = "approved" if decision is Decision.APPROVE else "taken down"
        self._finish(f"{quantity(count, 'entry', 'entries')} {word}.")
        await self._show()

    def _read_address(self) -> None:
        query = self.router.url.query_parameters
        self.q = text_of(query)
        self._status = one_of(ContentStatus, query, "status")
        self._flag = one_of(Suspicion, query, "flag") or ""
        self.is_queue = self._status is None
        self.form_key = address(self._path(), self._query())
        self._quiet()
        self.panel = ""

    def _keep(self, rows: list[ContentCard]) -> None:
        self.rows, self.picked = rows, []
        self.current = rows[0].id if rows else ""

    def _query(self) -> dict[str, str]:
        return kept(q=self.q, status=self._status, flag=self._flag)
