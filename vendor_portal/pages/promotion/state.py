from typing import TYPE_CHECKING, Any

import reflex as rx

from core.promotions.models import PromotionKind
from core.ui.acting import ActState, acts
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.promotions.state import PromotionEditing
from core.ui.session import SessionState


class PromotionState(PromotionEditing, LoadState, ActState, SessionState):
    if TYPE_CHECKING:
        promotion_id: str  # from the route

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        self._quiet()
        await self._open(await self._principal(), self.promotion_id)

    @rx.event
    @requires(Caller.VENDOR)
    def set_kind(self, kind: str) -> None:
        if kind in set(PromotionKind):
            self.kind = kind

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def save(self, form_data: dict[str, Any]) -> Any:
        was_new = self.is_new
        saved = await self._save(await self._principal(), form_data)
        if not saved:
            return None
        self.done = "It is saved."
        return rx.redirect(f"/promotions/{saved}", replace=True) if was_new else None

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def move(self, target: str) -> None:
        await self._move(await self._principal(), str(target))

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def simulate(self, form_data: dict[str, Any]) -> None:
        await self._simulate(await self._principal(), form_data)
