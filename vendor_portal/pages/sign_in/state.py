import reflex as rx

from core.ui.access_pages import AccessState
from core.ui.guards import public
from core.ui.loading import page_load
from core.ui.session import SessionState


class SignInState(AccessState, SessionState):
    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self._read()
