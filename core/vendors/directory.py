"""Workshops as operators see them."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.vendors import queries
from core.vendors.models import Vendor, VendorStatus, VendorStatusChange
from core.vendors.queries import Membership


async def list_vendors(
    session: AsyncSession,
    principal: Principal,
    *,
    status: VendorStatus | None = None,
    search: str = "",
    page: int = 1,
    size: int = 25,
) -> Page[Vendor]:
    principal.require_staff()
    return await queries.list_vendors(
        session, status=status, search=search[:100], page=page, size=size
    )


async def count_by_status(
    session: AsyncSession, principal: Principal
) -> dict[VendorStatus, int]:
    principal.require_staff()
    return await queries.count_by_status(session)


async def list_review_queue(
    session: AsyncSession, principal: Principal, *, page: int = 1, size: int = 25
) -> Page[tuple[Vendor, datetime]]:
    """Shops that wait for a decision and since when, longest wait first."""
    principal.require_staff()
    return await queries.list_review_queue(session, page=page, size=size)


async def get_vendor(session: AsyncSession, principal: Principal, vendor_id: UUID) -> Vendor:
    principal.require_staff()
    return await queries.get_vendor(session, vendor_id)


async def list_history(
    session: AsyncSession, principal: Principal, vendor_id: UUID
) -> list[VendorStatusChange]:
    principal.require_staff()
    return await queries.list_status_changes(session, vendor_id)


async def list_members_of(
    session: AsyncSession, principal: Principal, vendor_id: UUID
) -> list[Membership]:
    principal.require_staff()
    return await queries.list_members(session, vendor_id)
