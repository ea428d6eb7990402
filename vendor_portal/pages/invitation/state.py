import reflex as rx

from core.db.session import read_session
from core.identity.errors import LinkSpent
from core.identity.sentences import problem
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from core.vendors.accept_invitation import find_invitation

LONGEST = 254


class InvitationState(LoadState, SessionState):
    token: str = ""
    shop_name: str = ""
    name: str = ""
    email: str = ""
    has_account: bool = False
    problem: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        query = self.router.url.query_parameters
        self.token = query.get("token", "")[:LONGEST]
        self.name = query.get("name", "")[:LONGEST]
        self.problem = problem(query.get("error", ""), query.get("wait", ""))
        async with read_session() as session:
            invitation = await find_invitation(session, self.token)
        if invitation is None:
            raise LinkSpent
        self.shop_name, self.email = invitation.shop_name, invitation.email
        self.has_account = invitation.has_account
