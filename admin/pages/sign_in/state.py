"""What the forms of sign-in are opened with: all of it is in the address, from strangers."""

import reflex as rx

from core.identity.sentences import notice, problem
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from core.ui.urls import local_path

LONGEST = 254


class SignInState(LoadState, SessionState):
    email: str = ""
    token: str = ""
    next_path: str = "/"
    notice: str = ""
    problem: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        query = self.router.url.query_parameters
        self.email = query.get("email", "")[:LONGEST]
        self.token = query.get("token", "")[:LONGEST]
        self.next_path = local_path(query.get("next", "/"))
        self.notice = notice(query.get("notice", ""))
        self.problem = problem(query.get("error", ""), query.get("wait", ""))
