from typing import TYPE_CHECKING, Annotated, Any

import reflex as rx
from pydantic import BaseModel, Field

from core.db.session import transaction
from core.promotions.codes import MAX_BATCH
from core.promotions.manage import make_codes
from core.promotions.models import PromotionKind
from core.ui.acting import ActState, acts
from core.ui.format import quantity
from core.ui.forms import parse
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.promotions.state import PromotionEditing
from core.ui.session import SessionState


class BatchForm(BaseModel):
    batch: Annotated[str, Field(max_length=40)]
    prefix: Annotated[str, Field(max_length=20)] = ""
    count: Annotated[int, Field(ge=1, le=MAX_BATCH)]
    use_limit: Annotated[int, Field(ge=1)] | None = None


class PromotionState(PromotionEditing, LoadState, ActState, SessionState):
    if TYPE_CHECKING:
        promotion_id: str  # from the route

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        await self._open(await self._principal(), self.promotion_id)

    @rx.event
    @requires(Caller.STAFF)
    def set_kind(self, kind: str) -> None:
        if kind in set(PromotionKind):
            self.kind = kind

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def save(self, form_data: dict[str, Any]) -> Any:
        was_new = self.is_new
        saved = await self._save(await self._principal(), form_data)
        if not saved:
            return None
        self.done = "It is saved."
        return rx.redirect(f"/promotions/{saved}", replace=True) if was_new else None

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def move(self, target: str) -> None:
        await self._move(await self._principal(), str(target))

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def make_batch(self, form_data: dict[str, Any]) -> None:
        caller, promotion_id = await self._principal(), read_id(self.promotion.id)
        batch, self.errors = parse(form_data, BatchForm)
        if batch is None:
            return
        async with transaction() as session:
            count = await make_codes(
                session,
                caller,
                promotion_id,
                batch=batch.batch,
                prefix=batch.prefix,
                count=batch.count,
                use_limit=batch.use_limit,
            )
        self.done = f"{quantity(count, 'code')} of “{batch.batch}” are made."
        await self._show(caller, promotion_id)

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def simulate(self, form_data: dict[str, Any]) -> None:
        await self._simulate(await self._principal(), form_data)
