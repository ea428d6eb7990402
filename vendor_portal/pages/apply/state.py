import reflex as rx

from core.identity.sentences import problem
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState

LONGEST = 254
FIELDS = ("name", "email", "shop_name", "craft", "country")


class ApplyState(LoadState, SessionState):
    filled: dict[str, str] = dict.fromkeys(FIELDS, "")
    problem: str = ""
    visits: int = 0

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        """A refused form comes back with what was in it, except for the password."""
        self.visits += 1
        query = self.router.url.query_parameters
        self.filled = {name: query.get(name, "")[:LONGEST] for name in FIELDS}
        self.problem = problem(query.get("error", ""), query.get("wait", ""))
