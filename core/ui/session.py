"""Who is at the other end of a websocket, asked anew on every guarded event.

The cookie is the only identity: tokens and states live in the browser's hands and prove
nothing.
"""

import reflex as rx

from core.db.session import read_session
from core.identity.cookies import guest_bag_cookie, read_cookie, session_cookie
from core.identity.sessions import resolve
from core.kernel.principal import GUEST, Principal
from core.ui.current_app import current_app


class SessionState(rx.State):
    """What the shell shows of the caller. Pages that need the caller inherit from it."""

    is_signed_in: bool = False
    email: str = ""

    async def _principal(self) -> Principal:
        """The caller, or a guest. Never kept: a session can be revoked at any time."""
        app = current_app()
        secret = read_cookie(self.router.headers.cookie, session_cookie(app).name)
        if not secret:
            return GUEST
        async with read_session() as session:
            return await resolve(session, secret, app=app) or GUEST

    def _bag_secret(self) -> str:
        """The secret of this browser's guest bag, "" before it has one."""
        return read_cookie(self.router.headers.cookie, guest_bag_cookie().name)

    def _show_caller(self, caller: Principal) -> None:
        self.is_signed_in = caller.user_id is not None
        self.email = caller.email or ""
