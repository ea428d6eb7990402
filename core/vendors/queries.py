"""Reads of vendors, members and commission plans. Those a vendor can reach take its id."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, update
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from core.identity.models import User
from core.kernel.pagination import Page, clamp
from core.kernel.principal import VendorRole
from core.vendors.errors import CommissionPlanNotFound, MemberNotFound, VendorNotFound
from core.vendors.models import (
    CommissionPlan,
    Vendor,
    VendorMember,
    VendorStatus,
    VendorStatusChange,
)


@dataclass(frozen=True, slots=True)
class Membership:
    member: VendorMember
    user: User

    @property
    def is_pending(self) -> bool:
        """Invited and not yet accepted."""
        return self.member.joined_at is None


async def list_turning_holiday(session: AsyncSession, today: date) -> list[UUID]:
    """Workshops whose holiday begins today or ended yesterday."""
    statement = select(Vendor.id).where(
        or_(
            col(Vendor.vacation_from) == today,
            col(Vendor.vacation_to) == today - timedelta(days=1),
        )
    )
    return list(await session.exec(statement.order_by(col(Vendor.id))))


async def find_vendor(session: AsyncSession, vendor_id: UUID) -> Vendor | None:
    return await session.get(Vendor, vendor_id)


async def get_vendor(session: AsyncSession, vendor_id: UUID) -> Vendor:
    vendor = await find_vendor(session, vendor_id)
    if vendor is None:
        raise VendorNotFound
    return vendor


async def find_by_slug(session: AsyncSession, slug: str) -> Vendor | None:
    """In any status: whoever shows it to the public uses ``get_shop``."""
    return (await session.exec(select(Vendor).where(Vendor.slug == slug))).first()


async def list_by_slugs(session: AsyncSession, slugs: Collection[str]) -> list[Vendor]:
    """Approved workshops, in the order of their names."""
    statement = (
        select(Vendor)
        .where(col(Vendor.slug).in_(slugs), Vendor.status == VendorStatus.APPROVED)
        .order_by(col(Vendor.name))
    )
    return list(await session.exec(statement))


async def get_by_slug(session: AsyncSession, slug: str) -> Vendor:
    vendor = await find_by_slug(session, slug)
    if vendor is None:
        raise VendorNotFound
    return vendor


async def lock_vendor(session: AsyncSession, vendor_id: UUID) -> Vendor:
    statement = select(Vendor).where(Vendor.id == vendor_id).with_for_update()
    found = await session.exec(statement.execution_options(populate_existing=True))
    vendor = found.first()
    if vendor is None:
        raise VendorNotFound
    return vendor


async def list_slugs_like(session: AsyncSession, slug: str) -> set[str]:
    """``slug`` and its numbered relatives that are taken."""
    statement = select(Vendor.slug).where(
        or_(col(Vendor.slug) == slug, col(Vendor.slug).startswith(f"{slug}-", autoescape=True))
    )
    return set(await session.exec(statement))


async def list_vendors(
    session: AsyncSession,
    *,
    status: VendorStatus | None = None,
    search: str = "",
    page: int = 1,
    size: int = 25,
) -> Page[Vendor]:
    """Newest first, of one status or all; ``search`` matches names, slugs and addresses."""
    number, size = clamp(page, size)
    matching = select(Vendor)
    if status is not None:
        matching = matching.where(Vendor.status == status)
    if words := search.strip():
        matching = matching.where(
            or_(
                col(Vendor.name).icontains(words, autoescape=True),
                col(Vendor.slug).icontains(words, autoescape=True),
                col(Vendor.email).icontains(words, autoescape=True),
            )
        )
    total = (await session.exec(select(func.count()).select_from(matching.subquery()))).one()
    rows = await session.exec(
        matching.order_by(col(Vendor.id).desc()).limit(size).offset((number - 1) * size)
    )
    return Page(list(rows), total, number, size)


async def count_by_status(session: AsyncSession) -> dict[VendorStatus, int]:
    statement = select(Vendor.status, func.count()).group_by(col(Vendor.status))
    return {VendorStatus(status): count for status, count in await session.exec(statement)}


async def list_review_queue(
    session: AsyncSession, *, page: int = 1, size: int = 25
) -> Page[tuple[Vendor, datetime]]:
    """Shops that wait for a decision and since when, longest wait first."""
    number, size = clamp(page, size)
    waiting = (
        select(Vendor, func.max(VendorStatusChange.created_at).label("since"))
        .join(VendorStatusChange, col(VendorStatusChange.vendor_id) == Vendor.id)
        .where(Vendor.status == VendorStatus.IN_REVIEW)
        .where(VendorStatusChange.to_status == VendorStatus.IN_REVIEW.value)
        .group_by(col(Vendor.id))
    )
    total = (await session.exec(select(func.count()).select_from(waiting.subquery()))).one()
    rows = await session.exec(
        waiting.order_by("since", col(Vendor.id)).limit(size).offset((number - 1) * size)
    )
    return Page([(vendor, since) for vendor, since in rows], total, number, size)


async def list_status_changes(
    session: AsyncSession, vendor_id: UUID
) -> list[VendorStatusChange]:
    """The history, newest first."""
    statement = (
        select(VendorStatusChange)
        .where(VendorStatusChange.vendor_id == vendor_id)
        .order_by(col(VendorStatusChange.id).desc())
        .limit(200)
    )
    return list(await session.exec(statement))


async def find_approval(session: AsyncSession, vendor_id: UUID) -> datetime | None:
    """When the shop was let in last."""
    statement = select(func.max(VendorStatusChange.created_at)).where(
        VendorStatusChange.vendor_id == vendor_id,
        VendorStatusChange.to_status == VendorStatus.APPROVED.value,
    )
    return (await session.exec(statement)).one()


async def list_members(session: AsyncSession, vendor_id: UUID) -> list[Membership]:
    """Members and open invitations, in the order they came."""
    statement = (
        select(VendorMember, User)
        .join(User, col(User.id) == VendorMember.user_id)
        .where(VendorMember.vendor_id == vendor_id)
        .order_by(col(VendorMember.id))
        .limit(200)
    )
    return [Membership(member, user) for member, user in await session.exec(statement)]


async def find_member(
    session: AsyncSession, vendor_id: UUID, user_id: UUID
) -> VendorMember | None:
    statement = select(VendorMember).where(
        VendorMember.vendor_id == vendor_id, VendorMember.user_id == user_id
    )
    return (await session.exec(statement)).first()


async def get_member(session: AsyncSession, vendor_id: UUID, member_id: UUID) -> VendorMember:
    statement = select(VendorMember).where(
        VendorMember.vendor_id == vendor_id, VendorMember.id == member_id
    )
    member = (await session.exec(statement)).first()
    if member is None:
        raise MemberNotFound
    return member


async def find_invitation(session: AsyncSession, member_id: UUID) -> VendorMember | None:
    """An invitation that waits, by the id it shares with its token."""
    statement = select(VendorMember).where(
        VendorMember.id == member_id, col(VendorMember.joined_at).is_(None)
    )
    return (await session.exec(statement)).first()


async def has_membership(session: AsyncSession, user_id: UUID) -> bool:
    statement = select(VendorMember.id).where(VendorMember.user_id == user_id).limit(1)
    return (await session.exec(statement)).first() is not None


async def list_owner_ids(session: AsyncSession, vendor_id: UUID) -> set[UUID]:
    """Accounts of the owners who have joined. Decide on it under ``lock_vendor`` only."""
    return set(await session.exec(_joined(vendor_id, VendorRole.OWNER)))


async def list_recipients(
    session: AsyncSession, vendor_id: UUID, *roles: VendorRole
) -> list[User]:
    """Who is written to about a workshop: its owners, and active members with ``roles``."""
    ids = _joined(vendor_id, VendorRole.OWNER, *roles)
    statement = (
        select(User).where(col(User.id).in_(ids), col(User.is_active)).order_by(col(User.id))
    )
    return list(await session.exec(statement))


async def list_plans(session: AsyncSession) -> list[CommissionPlan]:
    return list(await session.exec(select(CommissionPlan).order_by(col(CommissionPlan.name))))


async def get_plan(session: AsyncSession, plan_id: UUID) -> CommissionPlan:
    plan = await session.get(CommissionPlan, plan_id)
    if plan is None:
        raise CommissionPlanNotFound
    return plan


async def find_plan_by_name(session: AsyncSession, name: str) -> CommissionPlan | None:
    statement = select(CommissionPlan).where(CommissionPlan.name == name)
    return (await session.exec(statement)).first()


async def clear_default_plan(session: AsyncSession) -> None:
    await session.execute(
        update(CommissionPlan).where(col(CommissionPlan.is_default)).values(is_default=False)
    )


async def list_vendor_plans(
    session: AsyncSession, vendor_ids: Iterable[UUID]
) -> dict[UUID, tuple[str, int] | None]:
    """Name and rate of each vendor's own plan, else of the default plan, else None."""
    name, rate = (
        func.coalesce(own, select(own).where(col(CommissionPlan.is_default)).scalar_subquery())
        for own in (col(CommissionPlan.name), col(CommissionPlan.rate_bps))
    )
    statement = (
        select_columns(col(Vendor.id), name, rate)
        .outerjoin(CommissionPlan, col(CommissionPlan.id) == Vendor.commission_plan_id)
        .where(col(Vendor.id).in_(set(vendor_ids)))
    )
    rows = (await session.execute(statement)).tuples().all()
    return {id_: None if name is None else (name, rate) for id_, name, rate in rows}


def _joined(vendor_id: UUID, *roles: VendorRole) -> SelectOfScalar[UUID]:
    return (
        select(VendorMember.user_id)
        .where(VendorMember.vendor_id == vendor_id, col(VendorMember.role).in_(roles))
        .where(col(VendorMember.joined_at).is_not(None))
    )


async def names_of(session: AsyncSession, vendor_ids: Collection[UUID]) -> dict[UUID, str]:
    statement = select(Vendor.id, Vendor.name).where(col(Vendor.id).in_(vendor_ids))
    return dict((await session.exec(statement)).all())
