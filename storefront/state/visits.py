"""The visit of one tab: counted for the shop's figures, tied to nobody.

Nothing is stored on the device for it. Without consent each kind of step has a number of its
own, so that steps cannot be joined; with it, all steps of a tab carry the same one.
"""

import secrets
from uuid import UUID

import reflex as rx

from core.content.consent import Choices
from core.reporting.models import ShopEventKind
from core.reporting.track import record_shop_event

JOINED = "joined"


class VisitState(rx.State):
    _numbers: dict[str, str] = {}

    def _count(self, kind: ShopEventKind, product_id: UUID | None) -> None:
        if not self._numbers:
            record_shop_event(ShopEventKind.VISIT, self._number(ShopEventKind.VISIT))
        if kind is not ShopEventKind.VISIT:
            record_shop_event(kind, self._number(kind), product_id)

    def _number(self, kind: ShopEventKind) -> str:
        may_join = Choices.of(self.router.headers.cookie).counting
        step = JOINED if may_join else kind.value
        if step not in self._numbers:
            self._numbers[step] = secrets.token_hex(8)
        return self._numbers[step]


async def count_visit(
    state: rx.State, kind: ShopEventKind, product_id: UUID | None = None
) -> None:
    """Count what the tab behind ``state`` does; a page made for no tab counts nothing."""
    if state.router.session.client_token:
        visit = await state.get_state(VisitState)
        visit._count(kind, product_id)  # noqa: SLF001
