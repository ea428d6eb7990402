import reflex as rx

from core.saved.errors import AlertLinkSpent
from core.saved.links import UNSUBSCRIBE
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.urls import address
from storefront.state.shell import ShellState

LONGEST = 200


class MailLinkState(LoadState, ShellState):
    """What the link of a mail brought along. Nothing happens before a button is pressed."""

    secret: str = ""
    unsubscribe_action: str = ""
    is_done: bool = False
    problem: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        query = self.router.url.query_parameters
        self.secret = query.get("token", "")[:LONGEST]
        kind = query.get("kind", "")[:LONGEST]
        self.unsubscribe_action = address(UNSUBSCRIBE, {"kind": kind, "token": self.secret})
        self.is_done = query.get("done") == "1"
        self.problem = str(AlertLinkSpent()) if query.get("error") else ""
