from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx

from core.db.session import read_session, transaction
from core.kernel.money import Money
from core.orders.models import Order
from core.orders.subscribers import order_channel
from core.returns.access import ensure_buyer
from core.returns.decide_return import cancel_return, send_back
from core.returns.disputes import dispute_return, give_evidence
from core.returns.issues import accept_offer, decline_offer, drop_issue
from core.returns.photos import MOST_PHOTOS
from core.returns.read_models import case_by_number
from core.ui.acting import ActState, acts
from core.ui.cases import CaseView
from core.ui.guards import public
from core.ui.ids import find_id, read_id
from core.ui.live import subscribe
from core.ui.loading import LoadState, page_load
from core.ui.urls import address
from storefront.state.own_order import LONGEST_TOKEN
from storefront.state.shell import ShellState

LOOK_AGAIN_S = 30.0


class CaseState(LoadState, ActState, ShellState):
    """A return, a problem or a dispute of the buyer, opened by account or by the order's
    link.
    """

    if TYPE_CHECKING:
        case_number: str  # from the route, /cases/[case_number]

    case: CaseView = CaseView()
    order_href: str = ""
    label_href: str = ""
    dispute_href: str = ""
    photo_action: str = ""
    photos: list[str] = []
    _photo_ids: list[str] = []
    _order_id: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> Any:
        self._quiet()
        self.photos, self._photo_ids = [], []
        await self._show()
        return CaseState.watch

    @rx.event(background=True)
    @public
    async def watch(self) -> AsyncIterator[None]:
        async with self:
            order_id = self._order_id
        if not order_id:
            return
        async with subscribe(order_channel(UUID(order_id)), idle=LOOK_AGAIN_S) as changes:
            async for _ in changes:
                async with self:
                    await self._show()
                yield

    @rx.event
    @public
    @acts
    async def cancel(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await cancel_return(session, caller, self._id(), token=self._token())
        await self._show()

    @rx.event
    @public
    @acts
    async def sent(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await send_back(
                session,
                caller,
                self._id(),
                carrier=str(form_data.get("carrier", "")),
                tracking_number=str(form_data.get("tracking_number", "")),
                token=self._token(),
            )
        self.done = "Thank you. You get your money when the workshop has looked at the pieces."
        await self._show()

    @rx.event
    @public
    @acts
    async def disagree(self, form_data: dict[str, Any]) -> Any:
        caller = await self._principal()
        async with transaction() as session:
            dispute = await dispute_return(
                session,
                caller,
                self._id(),
                why=str(form_data.get("why", "")),
                token=self._token(),
            )
        return rx.redirect(address(f"/cases/{dispute.number}", {"t": self._token()}))

    @rx.event
    @public
    @acts
    async def accept(self) -> None:
        caller = await self._principal()
        shown = Money(self.case.offer_minor, self.case.currency)
        async with transaction() as session:
            await accept_offer(session, caller, self._id(), shown=shown, token=self._token())
        self.done = "The money is on its way the way you paid."
        await self._show()

    @rx.event
    @public
    @acts
    async def decline(self) -> Any:
        caller = await self._principal()
        async with transaction() as session:
            dispute = await decline_offer(session, caller, self._id(), token=self._token())
        return rx.redirect(address(f"/cases/{dispute.number}", {"t": self._token()}))

    @rx.event
    @public
    @acts
    async def drop(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await drop_issue(session, caller, self._id(), token=self._token())
        await self._show()

    @rx.event
    @public
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
                token=self._token(),
            )
        self.photos, self._photo_ids = [], []
        self.done = "Kept. The workshop reads it, too."
        await self._show()

    @rx.event
    @public
    def add_photos(self, answers: list[dict[str, Any]]) -> None:
        for answer in answers[:MOST_PHOTOS]:
            if (found := find_id(answer.get("id"))) and len(self.photos) < MOST_PHOTOS:
                self._photo_ids = [*self._photo_ids, str(found)]
                self.photos = [*self.photos, f"Picture {len(self.photos) + 1}"]

    async def _show(self) -> None:
        caller, token = await self._principal(), self._token()
        async with read_session() as session:
            found = await case_by_number(session, self.case_number)
            order = await session.get_one(Order, found.row.order_id)
            ensure_buyer(caller, order, token)
        where = {"t": token}
        self._order_id = str(order.id)
        self.case = CaseView.of(found)
        self.order_href = address(f"/orders/{order.number}", where)
        self.label_href = address(f"/documents/returns/{found.row.number}/label.pdf", where)
        self.dispute_href = address(f"/cases/{found.dispute_number}", where)
        self.photo_action = address("/cases/photos", {"order": order.number, **where})

    def _id(self) -> UUID:
        return read_id(self.case.id)

    def _token(self) -> str:
        return self.router.url.query_parameters.get("t", "")[:LONGEST_TOKEN]
