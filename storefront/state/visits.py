"""The visit of one tab: counted for the shop's figures, tied to nobody."""

import secrets
from uuid import UUID

import reflex as rx

from core.db.session import transaction
from core.reporting.models import ShopEventKind
from core.reporting.track import record_shop_event


class VisitState(rx.State):
    _visitor: str = ""

    async def _count(self, kind: ShopEventKind, product_id: UUID | None) -> None:
        is_new = not self._visitor
        self._visitor = self._visitor or secrets.token_hex(8)
        async with transaction() as session:
            if is_new:
                await record_shop_event(session, ShopEventKind.VISIT, self._visitor)
            if kind is not ShopEventKind.VISIT:
                await record_shop_event(session, kind, self._visitor, product_id)


async def count_visit(
    state: rx.State, kind: ShopEventKind, product_id: UUID | None = None
) -> None:
    """Count what the tab behind ``state`` does; a page made for no tab counts nothing."""
    if state.router.session.client_token:
        visit = await state.get_state(VisitState)
        await visit._count(kind, product_id)  # noqa: SLF001
