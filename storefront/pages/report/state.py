import re

import reflex as rx

from core.content.errors import NoticeIncomplete
from core.content.file_notice import DECIDED_WITHIN
from core.content.models import NoticeReason
from core.content.notice_target import find_target
from core.db.session import read_session
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from storefront.state.shell import ShellState

LONGEST = {"url": 500, "explanation": 1500, "why": 200}
NUMBER = re.compile(r"N-[2-9A-Z]{4}-[2-9A-Z]{4}")


class ReportState(LoadState, ShellState):
    """All of it is in the address: where one came from, or what has to be put right."""

    url: str = ""
    subject: str = ""
    reason: str = ""
    explanation: str = ""
    wrong_field: str = ""
    why: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        query = self.router.url.query_parameters
        sent = {name: query.get(name, "")[:most] for name, most in LONGEST.items()}
        self.url, self.explanation, self.why = sent["url"], sent["explanation"], sent["why"]
        reason = query.get("reason", "")
        self.reason = reason if reason in set(NoticeReason) else ""
        self.wrong_field = query.get("field", "") if self.why else ""
        self.subject = await self._find_subject() if self.url else ""

    async def _find_subject(self) -> str:
        try:
            async with read_session() as session:
                return (await find_target(session, self.url)).subject
        except NoticeIncomplete:
            return ""


class ReportReceivedState(LoadState, ShellState):
    notice_number: str = ""
    days: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        number = self.router.url.query_parameters.get("number", "")
        self.notice_number = number if NUMBER.fullmatch(number) else ""
        self.days = str(DECIDED_WITHIN.days)
