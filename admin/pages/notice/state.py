from typing import TYPE_CHECKING, Any

import reflex as rx

from admin.pages.notice.views import NoticeView
from admin.state.panels import PanelState
from core.content import decide_notice as notices
from core.content.errors import NoticeIncomplete
from core.content.models import Measure
from core.db.session import read_session, transaction
from core.identity.list_users import names_of
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState


class NoticeState(LoadState, PanelState, SessionState):
    if TYPE_CHECKING:
        notice_number: str  # from the route, /moderation/notices/[notice_number]

    notice: NoticeView = NoticeView()

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = ""
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def take(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await notices.take_notice(session, caller, self.notice.number)
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def decide(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        chosen = str(form_data.get("measure", ""))
        if chosen not in set(Measure):
            raise NoticeIncomplete("Choose what follows.", field="measure")
        async with transaction() as session:
            await notices.decide_notice(
                session,
                caller,
                self.notice.number,
                measure=Measure(chosen),
                statement=str(form_data.get("statement", "")),
            )
        await self._show()
        self._finish("Decided. Both sides are told by mail.")

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            notice, changes = await notices.get_notice(session, caller, self.notice_number)
            names = await names_of(session, caller, {change.actor for change in changes})
        self.notice = NoticeView.of(notice, changes, names)
