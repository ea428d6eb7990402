import reflex as rx

from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.urls import local_path
from storefront.state.shell import ShellState


class PreferencesState(LoadState, ShellState):
    back: str = "/"

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self.back = local_path(self.router.url.query_parameters.get("next", "/"))
