"""A few returns, reported problems and disputes in the demo shop: made by the use cases that
make real ones, each left where somebody has to act. No money moves.
"""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.demo.queries import arrived_lately
from core.kernel.money import Money
from core.kernel.principal import Principal, Role, VendorRole
from core.orders import queries as orders
from core.orders.models import OrderLine
from core.returns.decide_return import approve_return, send_back
from core.returns.disputes import give_evidence
from core.returns.inspect_return import receive_return
from core.returns.issues import Complaint, decline_offer, make_offer, open_issue
from core.returns.models import ReturnRequest
from core.returns.request_return import ReturnWish, request_return
from core.returns.statuses import IssueKind, Resolution, ReturnReason

WORKSHOPS = ("olaria-ribeira", "holzwerk-erzgebirge")
# Some of each kind come first, for a workshop of which little arrived lately.
STAGES = ("asked", "answered", "offered", "received", "disputed", "approved", "sent")
RETURN_STEPS = ("asked", "approved", "sent", "received")


async def add_cases(session: AsyncSession, workshops: dict[str, UUID]) -> None:
    """As far as enough parcels of the two workshops that one can sign in to arrived lately."""
    for slug in WORKSHOPS:
        found = await arrived_lately(session, workshops[slug], limit=len(STAGES))
        for stage, (part_id, buyer_id, owner_id) in zip(STAGES, found, strict=False):
            (line, *_) = await orders.lines_of_vendor_order(session, part_id)
            case = Case(session, part_id, line, buyer_id, owner_id, workshops[slug])
            await case.tell(stage)


class Case:
    """One buyer and one workshop about one line."""

    def __init__(
        self, session: AsyncSession, part_id: UUID, line: OrderLine,
        buyer_id: UUID, owner_id: UUID, vendor_id: UUID,
    ) -> None:  # fmt: skip
        self.session, self.part_id, self.line = session, part_id, line
        self.buyer = Principal(user_id=buyer_id, roles=frozenset({Role.CUSTOMER}))
        self.owner = Principal(
            user_id=owner_id, roles=frozenset({Role.VENDOR}), vendor_id=vendor_id,
            vendor_role=VendorRole.OWNER,
        )  # fmt: skip

    async def tell(self, stage: str) -> None:
        """A problem that an offer answers or that became a dispute, or a return."""
        if stage in {"offered", "disputed", "answered"}:
            await self._problem(stage)
        else:
            await self._return(RETURN_STEPS.index(stage))

    async def _return(self, steps: int) -> None:
        found = await self._ask()
        acts = (self._approve, self._send, self._receive)
        for act in acts[:steps]:
            await act(found.id)

    async def _approve(self, return_id: UUID) -> None:
        note = "A pity. Please wrap it well."
        await approve_return(self.session, self.owner, return_id, note=note)

    async def _send(self, return_id: UUID) -> None:
        await send_back(
            self.session, self.buyer, return_id, carrier="DHL", tracking_number="JD0146"
        )

    async def _receive(self, return_id: UUID) -> None:
        await receive_return(self.session, self.owner, return_id)

    async def _ask(self) -> ReturnRequest:
        wish = ReturnWish(
            units={self.line.id: 1},
            reason=ReturnReason.CHANGED_MIND,
            resolution=Resolution.REFUND,
            note="It does not go with the rest of our table.",
        )
        return await request_return(self.session, self.buyer, self.part_id, wish)

    async def _problem(self, stage: str) -> None:
        complaint = Complaint(
            kind=IssueKind.DAMAGED,
            description="The box was dented and the rim is chipped on one side.",
            units={self.line.id: 1},
        )
        issue = await open_issue(self.session, self.buyer, self.part_id, complaint)
        offer = Money(max(1, issue.asked_minor // 4), issue.currency)
        await make_offer(
            self.session, self.owner, issue.id, offer, note="It can still be used, I think."
        )
        if stage == "offered":
            return
        dispute = await decline_offer(self.session, self.buyer, issue.id)
        if stage == "answered":
            await give_evidence(
                self.session, self.owner, dispute.id,
                body="It left us whole: each piece is photographed before it is packed.",
            )  # fmt: skip
