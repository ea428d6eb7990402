"""Which workshops the visitor follows: asked once a page for all of its buttons."""

from typing import Any

import reflex as rx

from core.db.session import read_session, transaction
from core.kernel.errors import DomainError
from core.kernel.principal import Principal
from core.saved.follow import follow, followed_marks, unfollow
from core.ui.errors import SIGN_IN_PATH, show_error
from core.ui.format import quantity
from core.ui.guards import personal, public
from core.ui.session import SessionState
from core.ui.urls import address


class FollowState(SessionState):
    """``counts`` has the followers of workshops whose button was pressed, in words."""

    followed: list[str] = []
    counts: dict[str, str] = {}
    refusals: int = 0

    @rx.event
    @personal
    @public
    async def load(self) -> None:
        self.counts = {}
        await self._show(await self._principal())

    @rx.event
    @public
    async def toggle(self, slug: str, _variant: str, is_wanted: bool) -> Any:  # noqa: FBT001
        """Needs an account: guests are asked to sign in and come back to this page."""
        caller = await self._principal()
        if caller.user_id is None:
            self.refusals += 1
            return rx.redirect(address(SIGN_IN_PATH, {"next": self.router.url.path}))
        try:
            async with transaction() as session:
                change = follow if is_wanted is True else unfollow
                followers = await change(session, caller, str(slug)[:200])
        except DomainError as refused:
            self.refusals += 1
            return show_error(refused)
        self.counts = {**self.counts, str(slug): quantity(followers.count, "follower")}
        await self._show(caller)
        return None

    async def _show(self, caller: Principal) -> None:
        async with read_session() as session:
            self.followed = list(await followed_marks(session, caller))
