from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx
from pydantic import ValidationError

from core.db.session import read_session, transaction
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.orders.subscribers import vendor_channel
from core.returns.decide_return import approve_return, reject_return
from core.returns.disputes import give_evidence
from core.returns.inspect_return import (
    Grade,
    inspect_return,
    receive_return,
    send_replacement,
)
from core.returns.issues import make_offer
from core.returns.photos import MOST_PHOTOS
from core.returns.read_models import case_by_number
from core.ui.acting import ActState, acts
from core.ui.cases import CaseView
from core.ui.forms import read_amount
from core.ui.guards import Caller, requires
from core.ui.ids import find_id, read_id
from core.ui.live import subscribe
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState


class CaseState(LoadState, ActState, SessionState):
    """One return, problem or dispute of the workshop. The core checks every press again."""

    if TYPE_CHECKING:
        case_number: str  # from the route, /returns/[case_number]

    case: CaseView = CaseView()
    photos: list[str] = []
    _photo_ids: list[str] = []

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> Any:
        self._quiet()
        self.photos, self._photo_ids = [], []
        await self._show()
        return CaseState.watch

    @rx.event(background=True)
    @requires(Caller.VENDOR)
    async def watch(self) -> AsyncIterator[None]:
        """Shows what the buyer or the market does meanwhile."""
        async with self:
            caller = await self._principal()
        if caller.vendor_id is None:
            return
        async with subscribe(vendor_channel(caller.vendor_id)) as changes:
            async for _ in changes:
                async with self:
                    await self._show()
                yield

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def approve(self, form_data: dict[str, Any]) -> None:
        caller, keep = await self._principal(), str(form_data.get("amount", "")).strip()
        async with transaction() as session:
            await approve_return(
                session,
                caller,
                self._id(),
                note=str(form_data.get("note", "")),
                keep_minor=self._money(keep).minor if keep else None,
            )
        self.done = "Approved. The buyer has your address."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def reject(self, form_data: dict[str, Any]) -> None:
        caller, reason = await self._principal(), str(form_data.get("reason", ""))
        async with transaction() as session:
            await reject_return(session, caller, self._id(), reason=reason)
        self.done = "Refused. The buyer reads your reason."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def receive(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await receive_return(session, caller, self._id())
        self.done = "Received. Look at the pieces within seven days."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def inspect(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        grades = {UUID(line.id): self._grade(line.id, form_data) for line in self.case.lines}
        async with transaction() as session:
            await inspect_return(
                session,
                caller,
                self._id(),
                grades,
                pays_instead=form_data.get("pays_instead") == "on",
            )
        self.done = "Looked at. What is due to the buyer is on its way."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def send_instead(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await send_replacement(
                session,
                caller,
                self._id(),
                carrier=str(form_data.get("carrier", "")),
                tracking_number=str(form_data.get("tracking_number", "")),
            )
        self.done = "Sent. The buyer can follow it."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def offer(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        amount = self._money(str(form_data.get("amount", "")))
        async with transaction() as session:
            await make_offer(
                session, caller, self._id(), amount, note=str(form_data.get("note", ""))
            )
        self.done = "The buyer has seven days to answer."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def give_proof(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await give_evidence(
                session,
                caller,
                self._id(),
                body=str(form_data.get("body", "")),
                photos=[UUID(one) for one in self._photo_ids],
            )
        self.photos, self._photo_ids = [], []
        self.done = "Kept. The other side reads it, too."
        await self._show()

    @rx.event
    @requires(Caller.VENDOR)
    def add_photos(self, answers: list[dict[str, Any]]) -> None:
        """Ids are bound to the case by the core, which looks whose they are."""
        for answer in answers[:MOST_PHOTOS]:
            if (found := find_id(answer.get("id"))) and len(self.photos) < MOST_PHOTOS:
                self._photo_ids = [*self._photo_ids, str(found)]
                self.photos = [*self.photos, f"Picture {len(self.photos) + 1}"]

    def _grade(self, line_id: str, form_data: Mapping[str, Any]) -> Grade:
        kept = str(form_data.get(f"kept:{line_id}", "")).strip()
        try:
            return Grade.model_validate(
                {
                    "condition": form_data.get(f"condition:{line_id}", ""),
                    "disposition": form_data.get(f"disposition:{line_id}", ""),
                    "withheld_minor": self._money(kept).minor if kept else 0,
                    "because": form_data.get(f"because:{line_id}", ""),
                }
            )
        except ValidationError:
            raise Invalid(
                "Say of every piece what it is like and what becomes of it."
            ) from None

    def _money(self, text: str) -> Money:
        try:
            return Money.from_decimal(read_amount(text), self.case.currency)
        except ValueError:
            raise Invalid("Enter an amount, such as 4.50.", field="amount") from None

    def _id(self) -> UUID:
        return read_id(self.case.id)

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            found = await case_by_number(session, self.case_number, caller.require_vendor())
        self.case = CaseView.of(found)
