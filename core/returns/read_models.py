"""Cases as pages need them: a return, an issue or a dispute in one shape, in a fixed number of
statements, with no table row inside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.media.models import MediaAsset
from core.orders import queries as orders
from core.orders.models import Order, OrderLine, VendorOrder
from core.refunds.plan import worth_of
from core.returns import queries
from core.returns.dispute_models import Dispute, OrderIssue
from core.returns.models import (
    CaseEvent,
    CasePhoto,
    Exchange,
    ReturnLine,
    ReturnRequest,
)
from core.returns.numbers import ISSUE, RETURN
from core.returns.statuses import Condition, Disposition, Side


@dataclass(frozen=True, slots=True)
class CaseLine:
    """``id`` is of the return's line, or of the order's where nothing comes back."""

    id: UUID
    order_line_id: UUID
    title: str
    options: tuple[str, ...]
    image_key: str
    quantity: int
    worth: Money
    condition: Condition | None = None
    disposition: Disposition | None = None
    withheld: Money | None = None
    withheld_because: str = ""
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class CaseStep:
    at: datetime
    message: str
    actor: str
    to_status: str


@dataclass(frozen=True, slots=True)
class Said:
    """Evidence of one side."""

    id: UUID
    at: datetime
    side: Side
    body: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """``row`` is read for attributes by view models on the server; it never leaves it."""

    row: ReturnRequest | OrderIssue | Dispute
    order_number: str
    part_number: str
    vendor_name: str
    buyer_name: str
    lines: tuple[CaseLine, ...]
    steps: tuple[CaseStep, ...]
    photos: tuple[str, ...]
    said: tuple[Said, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    dispute_number: str = ""
    is_with_the_bank: bool = False


async def case_by_number(
    session: AsyncSession, number: str, vendor_id: UUID | None = None
) -> Case:
    """Of a workshop's own (``vendor_id``); with None the caller checks whose order it is."""
    kind = number.upper().partition("-")[0]
    if kind == RETURN:
        return await _of_return(
            session, await queries.get_return_by_number(session, number, vendor_id)
        )
    if kind == ISSUE:
        return await _of_issue(
            session, await queries.get_issue_by_number(session, number, vendor_id)
        )
    return await _of_dispute(
        session, await queries.get_dispute_by_number(session, number, vendor_id)
    )


async def _of_return(session: AsyncSession, found: ReturnRequest) -> Case:
    order, part, name, by_id = await _surroundings(session, found)
    rows = await queries.lines_of(session, found.id)
    exchanges = await queries.exchanges_of(session, found.id)
    steps = await queries.events_of(session, return_id=found.id)
    photos = await queries.photos_of_order(session, order.id)
    dispute = next(
        (one for one in await queries.disputes_of_order(session, order.id)
         if one.return_id == found.id),
        None,
    )  # fmt: skip
    return Case(
        row=found,
        order_number=order.number,
        part_number=part.number,
        vendor_name=name,
        buyer_name=str(order.ship_to.get("name", "")),
        lines=tuple(_return_line(row, by_id, exchanges, order.currency) for row in rows),
        steps=_steps(steps),
        photos=_keys(photos, return_id=found.id),
        exchanges=tuple(exchanges),
        dispute_number=dispute.number if dispute else "",
    )


async def _of_issue(session: AsyncSession, issue: OrderIssue) -> Case:
    order, part, name, by_id = await _surroundings(session, issue)
    rows = await queries.issue_lines_of(session, issue.id)
    steps = await queries.events_of(session, issue_id=issue.id)
    photos = await queries.photos_of_order(session, order.id)
    dispute = next(
        (one for one in await queries.disputes_of_order(session, order.id)
         if one.issue_id == issue.id),
        None,
    )  # fmt: skip
    return Case(
        row=issue,
        order_number=order.number,
        part_number=part.number,
        vendor_name=name,
        buyer_name=str(order.ship_to.get("name", "")),
        lines=tuple(
            _line(by_id[row.order_line_id], row.quantity, order.currency) for row in rows
        ),
        steps=_steps(steps),
        photos=_keys(photos, issue_id=issue.id),
        dispute_number=dispute.number if dispute else "",
    )


async def _of_dispute(session: AsyncSession, dispute: Dispute) -> Case:
    order, part, name, by_id = await _surroundings(session, dispute)
    evidence = await queries.evidence_of(session, dispute.id)
    steps = await queries.events_of(session, dispute_id=dispute.id)
    photos = await queries.photos_of_order(session, order.id)
    units = await _disputed_units(session, dispute, by_id)
    return Case(
        row=dispute,
        order_number=order.number,
        part_number=part.number,
        vendor_name=name,
        buyer_name=str(order.ship_to.get("name", "")),
        lines=tuple(_line(by_id[i], count, order.currency) for i, count in units.items()),
        steps=_steps(steps),
        photos=(
            *_keys(photos, return_id=dispute.return_id),
            *_keys(photos, issue_id=dispute.issue_id),
        ),
        said=(
            *await _complaint(session, dispute),
            *(
                Said(one.id, one.created_at, one.side, one.body,
                     _keys(photos, evidence_id=one.id))
                for one in evidence
            ),
        ),
        is_with_the_bank=bool(await queries.chargebacks_of_dispute(session, dispute.id)),
    )  # fmt: skip


async def _complaint(session: AsyncSession, dispute: Dispute) -> list[Said]:
    """What the buyer wrote when reporting it is their first word."""
    issue = await queries.find_issue(session, dispute.issue_id) if dispute.issue_id else None
    if issue is None:
        return []
    return [Said(issue.id, issue.created_at, Side.BUYER, issue.description, ())]


async def _disputed_units(
    session: AsyncSession, dispute: Dispute, lines: Mapping[UUID, OrderLine]
) -> dict[UUID, int]:
    if dispute.issue_id:
        rows = await queries.issue_lines_of(session, dispute.issue_id)
        return {row.order_line_id: row.quantity for row in rows}
    if dispute.return_id:
        returned = await queries.lines_of(session, dispute.return_id)
        return {row.order_line_id: row.quantity for row in returned}
    return {line.id: line.quantity for line in lines.values()}


async def _surroundings(
    session: AsyncSession, found: ReturnRequest | OrderIssue | Dispute
) -> tuple[Order, VendorOrder, str, dict[UUID, OrderLine]]:
    order = await session.get_one(Order, found.order_id)
    part = await orders.get_vendor_order(session, found.vendor_order_id)
    vendors = await orders.vendors_of(session, [found.vendor_id])
    lines = await orders.lines_of_vendor_order(session, part.id)
    return order, part, vendors[found.vendor_id].name, {line.id: line for line in lines}


def _return_line(
    row: ReturnLine,
    lines: Mapping[UUID, OrderLine],
    exchanges: Sequence[Exchange],
    currency: str,
) -> CaseLine:
    line = lines[row.order_line_id]
    instead = next((one for one in exchanges if one.return_line_id == row.id), None)
    return CaseLine(
        id=row.id,
        order_line_id=line.id,
        title=line.title,
        options=tuple(line.options),
        image_key=line.image_key,
        quantity=row.quantity,
        worth=_worth(line, row.quantity, currency),
        condition=row.condition,
        disposition=row.disposition,
        withheld=Money(row.withheld_minor, currency),
        withheld_because=row.withheld_because,
        replacement=", ".join(instead.options) or instead.title if instead else "",
    )


def _line(line: OrderLine, quantity: int, currency: str) -> CaseLine:
    return CaseLine(
        id=line.id,
        order_line_id=line.id,
        title=line.title,
        options=tuple(line.options),
        image_key=line.image_key,
        quantity=quantity,
        worth=_worth(line, quantity, currency),
    )


def _worth(line: OrderLine, quantity: int, currency: str) -> Money:
    """Before the money went; afterwards what the units had cost."""
    left = line.quantity - line.quantity_refunded
    if quantity <= left:
        return worth_of(line, quantity, currency)
    return Money(line.total_minor, currency).scale(quantity, line.quantity)


def _steps(events: Sequence[CaseEvent]) -> tuple[CaseStep, ...]:
    return tuple(
        CaseStep(one.created_at, one.message, one.actor, one.to_status or "") for one in events
    )


def _keys(
    photos: Sequence[tuple[CasePhoto, MediaAsset]],
    *,
    return_id: UUID | None = None,
    issue_id: UUID | None = None,
    evidence_id: UUID | None = None,
) -> tuple[str, ...]:
    return tuple(
        asset.storage_key
        for photo, asset in photos
        if (return_id is not None and photo.return_id == return_id)
        or (issue_id is not None and photo.issue_id == issue_id)
        or (evidence_id is not None and photo.evidence_id == evidence_id)
    )
