"""The one place that writes a vendor's status."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.lifecycle import IllegalMove
from core.kernel.principal import Principal
from core.vendors import queries
from core.vendors.errors import ReasonMissing
from core.vendors.models import VENDOR_LIFECYCLE, Vendor, VendorStatus, VendorStatusChange
from core.vendors.policies import ensure_may_decide

LONGEST_REASON = 500


async def move_vendor(
    session: AsyncSession,
    principal: Principal,
    vendor_id: UUID,
    target: VendorStatus,
    *,
    out_of: VendorStatus | None = None,
    reason: str = "",
) -> Vendor:
    """Lock the vendor, check the move, write it and its history row. Who may is checked by the
    use case that calls this.

    ``out_of`` is for moves that share their target with another one: approving is not
    reinstating.
    """
    vendor = await queries.lock_vendor(session, vendor_id)
    VENDOR_LIFECYCLE.check(vendor.status, target)
    if out_of is not None and vendor.status is not out_of:
        raise IllegalMove(vendor.status, target)
    note_move(session, principal, vendor, target, reason=reason)
    await session.flush()
    return vendor


async def decide(
    session: AsyncSession,
    principal: Principal,
    vendor_id: UUID,
    target: VendorStatus,
    action: str,
    *,
    out_of: VendorStatus | None = None,
    reason: str = "",
) -> Vendor:
    """A move by staff: on the audit trail, and never about a workshop of their own."""
    await ensure_may_decide(session, principal, vendor_id)
    vendor = await move_vendor(
        session, principal, vendor_id, target, out_of=out_of, reason=reason
    )
    summary = f"{vendor.name} is {target.value.replace('_', ' ')}"
    await audit.record(
        session, principal, f"vendors.{action}", "vendor", vendor.id, summary, reason=reason
    )
    return vendor


def note_move(
    session: AsyncSession,
    principal: Principal,
    vendor: Vendor,
    target: VendorStatus,
    *,
    reason: str = "",
) -> None:
    session.add(
        VendorStatusChange(
            vendor_id=vendor.id,
            from_status=vendor.status.value,
            to_status=target.value,
            actor=principal.actor,
            reason=reason,
        )
    )
    vendor.status = target


def required_reason(typed: str) -> str:
    """A refusal is explained to the workshop."""
    reason = typed.strip()
    if not reason:
        raise ReasonMissing
    return reason[:LONGEST_REASON]
