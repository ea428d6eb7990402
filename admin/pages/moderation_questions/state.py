from uuid import UUID

import reflex as rx

from admin.state.moderating import ModeratingState
from admin.state.moderation_cards import ContentCard, content_tabs, flag_tabs
from core.db.session import read_session, transaction
from core.reviews import desk
from core.reviews.moderate import Decision, decide_questions
from core.ui.guards import Caller, requires
from core.ui.loading import page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import page_number

PATH = "/moderation/questions"


class QuestionQueueState(ModeratingState, SessionState):
    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._read_address()
        await self._show()

    async def _decide(self, chosen: list[UUID], decision: Decision, reason: str) -> int:
        caller = await self._principal()
        async with transaction() as session:
            return await decide_questions(session, caller, chosen, decision, reason)

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            waiting = await desk.count_waiting(session, caller)
            page = await desk.list_questions(
                session,
                caller,
                status=self._status,
                flag=self._flag,
                text=self.q,
                number=page_number(self.router.url.query_parameters),
            )
        self._keep([ContentCard.of_question(found) for found in page.items])
        self.pager = Pager.of(page, PATH, self._query(), noun="question")
        self.tabs = content_tabs(PATH, self._status, self._query(), waiting.questions)
        self.flags = flag_tabs(PATH, self._flag, self._query())

    def _path(self) -> str:
        return PATH
