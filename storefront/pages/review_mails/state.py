import reflex as rx

from core.db.session import read_session, transaction
from core.reviews.invite import allow_invitations, find_address, stop_invitations
from core.ui.acting import ActState, acts
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from storefront.state.shell import ShellState


class ReviewMailsState(LoadState, ActState, ShellState):
    """The link of a mail that asks for a review. Opening it changes nothing: mail scanners do
    that too.
    """

    address: str = ""
    is_stopped: bool = False

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.is_stopped = False
        async with read_session() as session:
            self.address = await find_address(session, self._token())

    @rx.event
    @public
    @acts
    async def stop(self) -> None:
        async with transaction() as session:
            self.address = await stop_invitations(session, self._token())
        self.is_stopped = True

    @rx.event
    @public
    @acts
    async def allow(self) -> None:
        async with transaction() as session:
            self.address = await allow_invitations(session, self._token())
        self.is_stopped = False

    def _token(self) -> str:
        return self.router.url.query_parameters.get("token", "")[:100]
