from dataclasses import dataclass, field
from typing import Any

import reflex as rx
from pydantic import ValidationError

from core.db.session import read_session, transaction
from core.kernel.errors import Invalid, NotFound
from core.media.picture import media_url
from core.orders import queries as orders
from core.returns import queries
from core.returns.issues import Complaint, open_issue
from core.returns.photos import MOST_PHOTOS
from core.ui.acting import ActState, acts
from core.ui.guards import public
from core.ui.ids import find_id, read_count, read_id
from core.ui.loading import LoadState, page_load
from core.ui.urls import address
from storefront.state.own_order import OwnOrderState
from storefront.state.shell import ShellState


@dataclass(frozen=True, slots=True)
class ConcernedLine:
    id: str = ""
    title: str = ""
    options: str = ""
    image: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


class IssueFormState(LoadState, ActState, OwnOrderState, ShellState):
    """Something is wrong with a workshop's part of an order."""

    number: str = ""
    part: str = ""
    workshop: str = ""
    kind: str = "damaged"
    open_case: str = ""
    lines: list[ConcernedLine] = []
    photos: list[str] = []
    order_href: str = ""
    case_href: str = ""
    photo_action: str = ""
    _photo_ids: list[str] = []
    _part_id: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.kind, self.photos, self._photo_ids = "damaged", [], []
        asked = self.router.url.query_parameters
        caller = await self._principal()
        async with read_session() as session:
            order = await self._find(session, caller, asked.get("order", "")[:16])
            parts = await orders.vendor_orders_of(session, order.id)
            named = asked.get("part", "")
            part = next((one for one in parts if named in {one.number, ""}), None)
            if part is None:
                raise NotFound("There is no such part of the order.")
            lines = await orders.lines_of_vendor_order(session, part.id)
            vendors = await orders.vendors_of(session, [part.vendor_id])
            issue = await queries.open_issue_of(session, part.id)
        self.number, self.part, self._part_id = order.number, part.number, str(part.id)
        self.workshop = vendors[part.vendor_id].name
        self.lines = [
            ConcernedLine(
                str(line.id),
                line.title,
                ", ".join(line.options),
                media_url(line.image_key) if line.image_key else "",
                [(str(n), str(n)) for n in range(line.quantity + 1)],
            )
            for line in lines
        ]
        where = {"t": self._token()}
        self.open_case = issue.number if issue else ""
        self.case_href = address(f"/cases/{self.open_case}", where)
        self.order_href = address(f"/orders/{order.number}", where)
        self.photo_action = address("/cases/photos", {"order": order.number, **where})

    @rx.event
    @public
    def choose_kind(self, value: str) -> None:
        self.kind = str(value)[:32]

    @rx.event
    @public
    def add_photos(self, answers: list[dict[str, Any]]) -> None:
        for answer in answers[:MOST_PHOTOS]:
            if (found := find_id(answer.get("id"))) and len(self.photos) < MOST_PHOTOS:
                self._photo_ids = [*self._photo_ids, str(found)]
                self.photos = [*self.photos, f"Picture {len(self.photos) + 1}"]

    @rx.event
    @public
    @acts
    async def send(self, form_data: dict[str, Any]) -> Any:
        caller = await self._principal()
        units = {
            line.id: read_count(form_data.get(f"units:{line.id}", "")) for line in self.lines
        }
        try:
            complaint = Complaint.model_validate(
                {
                    "kind": form_data.get("kind", ""),
                    "description": form_data.get("description", ""),
                    "units": {line_id: count for line_id, count in units.items() if count},
                    "photos": self._photo_ids,
                }
            )
        except ValidationError:
            raise Invalid("Say what is wrong in at least ten characters.") from None
        async with transaction() as session:
            issue = await open_issue(
                session, caller, read_id(self._part_id), complaint, token=self._token()
            )
        return rx.redirect(address(f"/cases/{issue.number}", {"t": self._token()}))
