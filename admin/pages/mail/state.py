from typing import TYPE_CHECKING

import reflex as rx

from admin.pages.mail.views import MailView
from core.db.session import read_session, transaction
from core.notifications import outbox
from core.ui.acting import ActState, acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState


class MailState(LoadState, ActState, SessionState):
    if TYPE_CHECKING:
        mail_id: str  # from the route, /outbox/[mail_id]

    mail: MailView = MailView()

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def send_again(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await outbox.send_again(session, caller, read_id(self.mail.id))
        self.done = "The mail is on its way."
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            mail = await outbox.get_mail(session, caller, read_id(self.mail_id))
        self.mail = MailView.of(mail)
