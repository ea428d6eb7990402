"""Pages with dialogs: which one is open, if any."""

import reflex as rx

from core.ui.acting import ActState
from core.ui.guards import Caller, requires

LONGEST = 40


class PanelState(ActState, mixin=True):
    """``panel`` names the open dialog. A deed closes it when it is done, and keeps it open with
    the reason when the core refuses.
    """

    panel: str = ""

    @rx.event
    @requires(Caller.STAFF)
    def open_panel(self, name: str) -> None:
        self._quiet()
        self.panel = str(name)[:LONGEST]

    @rx.event
    @requires(Caller.STAFF)
    def close_panel(self) -> None:
        self.panel = ""

    def _finish(self, words: str = "") -> None:
        self.panel, self.done = "", words
