"""What the editors of both desks do; each app guards its own handlers and calls these."""

from typing import Any
from uuid import UUID

import reflex as rx

from core.cart.simulate import Case, simulate
from core.db.session import read_session, transaction
from core.identity.preferences import is_country_code
from core.kernel.currencies import CURRENCIES
from core.kernel.errors import Invalid
from core.kernel.principal import Principal
from core.promotions.errors import NoSuchPromotion
from core.promotions.form import PromotionForm
from core.promotions.form_of import form_of
from core.promotions.manage import Author, move_promotion, save_promotion
from core.promotions.manage_queries import find_promotion, list_batches
from core.promotions.models import PROMOTION_LIFECYCLE, PromotionKind, PromotionStatus
from core.promotions.queries import usage_of
from core.ui.forms import parse, refused
from core.ui.ids import read_id
from core.ui.promotions.views import BatchRow, PromotionRow, SimulationView

NEW = "new"


class PromotionEditing(rx.State, mixin=True):
    """``form`` holds what stands in the fields; ``kind`` which of them are shown."""

    form: dict[str, str] = {}
    kind: str = PromotionKind.PERCENT
    errors: dict[str, str] = {}
    promotion: PromotionRow = PromotionRow()
    is_new: bool = True
    is_over: bool = False
    moves: list[str] = []
    batches: list[BatchRow] = []
    simulation: SimulationView = SimulationView()
    simulated: dict[str, str] = {}

    async def _open(self, caller: Principal, wanted: str) -> None:
        self.errors, self.simulation = {}, SimulationView()
        self.is_new = wanted == NEW
        if self.is_new:
            Author.of(caller)
            self.form, self.kind = {"kind": PromotionKind.PERCENT}, PromotionKind.PERCENT
            self.promotion, self.moves, self.batches = PromotionRow(), [], []
            self.is_over = False
            return
        await self._show(caller, read_id(wanted))

    async def _show(self, caller: Principal, promotion_id: UUID) -> None:
        author = Author.of(caller)
        async with read_session() as session:
            found = await find_promotion(session, promotion_id, author.vendor_id)
            if found is None:
                raise NoSuchPromotion
            self.form = await form_of(session, found)
            uses, spent = await usage_of(session, promotion_id)
            batches = await list_batches(session, promotion_id)
        self.kind = found.kind
        self.promotion = PromotionRow.of(found, "", uses, spent)
        self.is_over = found.status is PromotionStatus.ENDED
        self.moves = [
            status.value
            for status in (
                PromotionStatus.ACTIVE, PromotionStatus.PAUSED, PromotionStatus.ENDED
            )
            if PROMOTION_LIFECYCLE.allows(found.status, status)
        ]  # fmt: skip
        self.batches = [BatchRow.of(str(promotion_id), batch) for batch in batches]

    async def _save(self, caller: Principal, form_data: dict[str, Any]) -> str:
        """The id of what was saved, or nothing while a field is wrong; what was typed stays."""
        typed = {name: str(value)[:5000] for name, value in form_data.items()}
        self.form = typed
        sent = typed | {"kind": self.kind}
        form, self.errors = parse(sent, PromotionForm)
        if form is None:
            return ""
        promotion_id = None if self.is_new else read_id(self.promotion.id)
        try:
            async with transaction() as session:
                saved = await save_promotion(session, caller, form, promotion_id)
        except Invalid as wrong:
            self.errors = refused(wrong)
            return ""
        await self._show(caller, saved.id)
        return str(saved.id)

    async def _move(self, caller: Principal, target: str) -> None:
        promotion_id = read_id(self.promotion.id)
        async with transaction() as session:
            await move_promotion(session, caller, promotion_id, PromotionStatus(target))
        await self._show(caller, promotion_id)

    async def _simulate(self, caller: Principal, form_data: dict[str, Any]) -> None:
        self.simulated = {name: str(value)[:2000] for name, value in form_data.items()}
        country = self.simulated.get("country", "").upper()
        currency = self.simulated.get("currency", "")
        case = Case(
            lines=tuple(self.simulated.get("lines", "").split("\n")),
            country=country if is_country_code(country) else "PT",
            currency=currency if currency in CURRENCIES else CURRENCIES[0],
            email=self.simulated.get("email", "").strip(),
            codes=tuple(self.simulated.get("codes", "").split()),
        )
        asked = None if self.is_new else read_id(self.promotion.id)
        async with read_session() as session:
            self.simulation = SimulationView.of(await simulate(session, caller, case, asked))
