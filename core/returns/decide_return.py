"""Yes or no to a return, and everything that ends it before a piece is back."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Invalid
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.carriers import tracking_url
from core.orders.models import Order, VendorOrder
from core.returns import queries
from core.returns.access import lock_return_for, lock_return_of_buyer, vendor_of
from core.returns.errors import LegalRight, OfferTooLarge
from core.returns.exchange import give_up_replacements, keep_for_repair
from core.returns.models import ReturnRequest
from core.returns.moves import move_return
from core.returns.pay_back import pay_for_keeping
from core.returns.statuses import Resolution, ReturnStatus
from core.returns.terms import SEND, TRAVEL, is_legal_right, window_of
from core.vendors import queries as vendors

MAX_TEXT = 60
MAX_REASON = 500


async def approve_return(
    session: AsyncSession,
    caller: Principal,
    return_id: UUID,
    *,
    note: str = "",
    keep_minor: int | None = None,
) -> ReturnRequest:
    """The workshop says yes and names where to send it, or (the system) let 48 hours pass.

    ``keep_minor`` is what it gives for a piece that the buyer keeps: at most what was asked.
    """
    order, part, found = await lock_return_for(session, vendor_of(caller), return_id)
    if found.resolution is Resolution.KEEP:
        _set_offer(found, keep_minor)
    found.decision = note.strip()[:MAX_REASON]
    await grant(session, caller, order, part, found, _approval_words(caller, found))
    return found


async def grant(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part: VendorOrder,
    found: ReturnRequest,
    message: str,
) -> None:
    """The return may go on: its address is fixed, or its money goes."""
    found.return_to = await _address(session, part)
    found.approved_at = await orders.db_now(session)
    within = SEND if found.resolution is not Resolution.KEEP else None
    await move_return(
        session, order, found, ReturnStatus.APPROVED, caller, message, within=within
    )
    if found.resolution is Resolution.KEEP:
        await pay_for_keeping(session, caller, order, part, found)
    elif found.resolution is Resolution.REPAIR:
        await keep_for_repair(session, found)


async def reject_return(
    session: AsyncSession, caller: Principal, return_id: UUID, *, reason: str
) -> None:
    order, part, found = await lock_return_for(session, vendor_of(caller), return_id)
    window = window_of(part)
    if window and is_legal_right(window, found.resolution, found.created_at):
        raise LegalRight
    reason = reason.strip()
    if not 1 <= len(reason) <= MAX_REASON:
        raise Invalid("Say why: the buyer reads it.", field="reason")
    found.decision = reason
    await _end(session, caller, order, part, found, ReturnStatus.REJECTED, f"Refused: {reason}")


async def cancel_return(
    session: AsyncSession, caller: Principal, return_id: UUID, *, token: str = ""
) -> None:
    """The buyer keeps the piece after all."""
    order, part, found = await lock_return_of_buyer(session, caller, return_id, token)
    await _end(
        session, caller, order, part, found, ReturnStatus.CANCELED, "You took the return back."
    )


async def expire_return(session: AsyncSession, caller: Principal, return_id: UUID) -> None:
    """Nothing was sent within 21 days of the approval."""
    order, part, found = await lock_return_for(session, vendor_of(caller), return_id)
    words = "Nothing was sent within 21 days, so the approval ended."
    await _end(session, caller, order, part, found, ReturnStatus.EXPIRED, words)


async def send_back(
    session: AsyncSession,
    caller: Principal,
    return_id: UUID,
    *,
    carrier: str,
    tracking_number: str = "",
    token: str = "",
) -> None:
    """The buyer handed the parcel over and says to whom."""
    order, _, found = await lock_return_of_buyer(session, caller, return_id, token)
    carrier, tracking_number = carrier.strip(), tracking_number.strip()
    if not carrier or max(len(carrier), len(tracking_number)) > MAX_TEXT:
        raise Invalid("Name the carrier that has the parcel.", field="carrier")
    found.carrier, found.tracking_number = carrier, tracking_number
    found.tracking_url = tracking_url(carrier, tracking_number)
    words = f"The parcel is with {carrier}" + (
        f", tracking number {tracking_number}." if tracking_number else "."
    )
    await move_return(
        session, order, found, ReturnStatus.IN_TRANSIT, caller, words, within=TRAVEL
    )


async def unclaim_units(session: AsyncSession, part: VendorOrder, found: ReturnRequest) -> None:
    """The pieces stay with the buyer: they may be returned another time."""
    if found.resolution is Resolution.KEEP:
        return
    lines = {line.id: line for line in await orders.lock_lines(session, part.id)}
    for row in await queries.lines_of(session, found.id):
        lines[row.order_line_id].quantity_returned -= row.quantity


async def _end(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part: VendorOrder,
    found: ReturnRequest,
    target: ReturnStatus,
    message: str,
) -> None:
    await move_return(session, order, found, target, caller, message)
    await unclaim_units(session, part, found)
    await give_up_replacements(session, caller, found)


async def _address(session: AsyncSession, part: VendorOrder) -> dict[str, str]:
    """A copy that the return owns: where the workshop was when it said yes."""
    vendor = await vendors.get_vendor(session, part.vendor_id)
    return {
        "name": vendor.name,
        "legal_name": vendor.legal_name,
        "line1": vendor.line1,
        "postcode": vendor.postcode,
        "city": vendor.town,
        "region": vendor.region,
        "country": vendor.country,
        "email": vendor.email,
    }


def _set_offer(found: ReturnRequest, keep_minor: int | None) -> None:
    if keep_minor is None:
        return
    if not 0 < keep_minor <= found.offer_minor:
        raise OfferTooLarge(f"{found.offer.decimal} {found.currency}")
    found.offer_minor = keep_minor


def _approval_words(caller: Principal, found: ReturnRequest) -> str:
    if caller.is_system:
        return "The workshop did not answer within 48 hours, so the return is approved."
    if found.resolution is Resolution.KEEP:
        return "The workshop agrees: you keep the piece and get a part of the price back."
    return "The workshop approved the return." + (
        f" {found.decision}" if found.decision else ""
    )
