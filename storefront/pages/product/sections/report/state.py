from typing import Any

import reflex as rx

from core.db.session import transaction
from core.identity import throttle
from core.kernel.errors import Invalid
from core.reviews.inputs import ReportInput
from core.reviews.limits import REPORT
from core.reviews.report_content import report_content
from core.ui.acting import ActState, acts
from core.ui.forms import FormErrors, parse, refused
from core.ui.guards import public
from storefront.state.shell import ShellState


class ReportState(ActState, ShellState):
    """The dialog that tells the market of something that should not stand there."""

    target: str = ""
    content_id: str = ""
    errors: FormErrors = {}

    @rx.event
    @public
    def begin(self, target: str, content_id: str) -> None:
        self._quiet()
        self.errors = {}
        self.target, self.content_id = str(target)[:20], str(content_id)[:40]

    @rx.event
    @public
    def close(self) -> None:
        self.target = ""

    @rx.event
    @public
    @acts
    async def send(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        sent = {**form_data, "target": self.target, "id": self.content_id}
        told, self.errors = parse(sent, ReportInput)
        if told is None:
            return
        await throttle.attempt(REPORT, str(caller.user_id or throttle.network(self._address())))
        try:
            async with transaction() as session:
                await report_content(session, caller, told)
        except Invalid as wrong:
            self.errors = refused(wrong)
            return
        self.done = "Thank you. A moderator looks at it, and you get a mail about what follows."

    def _address(self) -> str:
        return self.router.session.client_ip
