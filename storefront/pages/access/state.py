from typing import Any

import reflex as rx

from core.identity import sentences
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.urls import local_path
from storefront.state.shell import ShellState

LONGEST = 254


class AccessState(LoadState, ShellState):
    """The pages around sign-in. Their forms are posts; what came of one is in the address."""

    notice: str = ""
    problem: str = ""
    problem_field: str = ""
    typed_email: str = ""
    typed_name: str = ""
    token: str = ""
    next_path: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self._read()

    @rx.event
    @public
    @page_load
    async def load_sign_in(self) -> Any:
        """Who is signed in already has no use for the form."""
        self._read()
        if self.is_signed_in and not self.notice:
            return rx.redirect(self.next_path or "/account", replace=True)
        return None

    def _read(self) -> None:
        query = self.router.url.query_parameters
        self.notice = sentences.notice(query.get("notice", ""))
        self.problem = sentences.problem(query.get("error", ""), query.get("wait", ""))
        self.problem_field = query.get("field", "")[:20]
        self.typed_email = query.get("email", "")[:LONGEST]
        self.typed_name = query.get("name", "")[:LONGEST]
        self.token = query.get("token", "")[:100]
        self.next_path = local_path(query.get("next", ""), "")
