"""What staff do with notices: take one, decide it, and say why."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import ProductStatus
from core.catalog.publish_product import pause_product
from core.catalog.queries import get_product
from core.content import notice_queries
from core.content.errors import NobodyToSuspend, NothingToPause, NoticeIncomplete
from core.content.events import NoticeDecided
from core.content.models import Measure, Notice, NoticeChange, NoticeStatus
from core.events.outbox import emit
from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.vendors.models import VendorStatus
from core.vendors.queries import get_vendor
from core.vendors.suspend_vendor import suspend_vendor

SHORTEST_STATEMENT, LONGEST_STATEMENT, LONGEST_REASON = 20, 4000, 500


async def list_notices(
    session: AsyncSession,
    principal: Principal,
    *,
    status: NoticeStatus | None = None,
    number: int = 1,
    size: int = 25,
) -> Page[Notice]:
    principal.require_staff()
    return await notice_queries.list_notices(session, status=status, number=number, size=size)


async def count_by_status(
    session: AsyncSession, principal: Principal
) -> dict[NoticeStatus, int]:
    principal.require_staff()
    return await notice_queries.count_by_status(session)


async def get_notice(
    session: AsyncSession, principal: Principal, number: str
) -> tuple[Notice, Sequence[NoticeChange]]:
    """The notice and its history."""
    principal.require_staff()
    notice = await notice_queries.get_by_number(session, number)
    return notice, await notice_queries.list_changes(session, notice.id)


async def take_notice(session: AsyncSession, principal: Principal, number: str) -> Notice:
    """Somebody looks into it."""
    principal.require_staff()
    notice = await notice_queries.lock_notice(session, number)
    _move(session, principal, notice, NoticeStatus.IN_REVIEW)
    await audit.record(
        session, principal, "content.take_notice", "notice", notice.number,
        f"Looks into notice {notice.number}",
    )  # fmt: skip
    return notice


async def decide_notice(
    session: AsyncSession,
    principal: Principal,
    number: str,
    *,
    measure: Measure,
    statement: str,
) -> Notice:
    """Take the measure and keep the statement of reasons, all or nothing. Both sides are told
    by whoever hears ``NoticeDecided``.
    """
    principal.require_staff()
    statement = statement.replace("\x00", "").strip()
    if not SHORTEST_STATEMENT <= len(statement) <= LONGEST_STATEMENT:
        raise NoticeIncomplete(
            f"Give the reasons in {SHORTEST_STATEMENT} to {LONGEST_STATEMENT} characters.",
            field="statement",
        )
    notice = await notice_queries.lock_notice(session, number)
    _move(session, principal, notice, NoticeStatus.DECIDED)
    notice.measure, notice.statement = measure, statement
    notice.decided_at = utc_now()
    await _act(session, principal, notice)
    await audit.record(
        session, principal, "content.decide_notice", "notice", notice.number,
        f"Decided notice {notice.number}: {measure.value}",
        measure=measure.value, path=notice.path,
    )  # fmt: skip
    await emit(session, NoticeDecided(notice_id=notice.id))
    return notice


async def _act(session: AsyncSession, principal: Principal, notice: Notice) -> None:
    """What is hidden or suspended already stays so."""
    reason = f"Notice {notice.number}: {notice.statement}"[:LONGEST_REASON]
    if notice.measure is Measure.PRODUCT_PAUSED:
        if notice.product_id is None:
            raise NothingToPause
        product = await get_product(session, notice.product_id)
        if product.status is ProductStatus.PUBLISHED:
            await pause_product(session, principal, product.id, reason=reason)
    if notice.measure is Measure.WORKSHOP_SUSPENDED:
        if notice.vendor_id is None:
            raise NobodyToSuspend
        vendor = await get_vendor(session, notice.vendor_id)
        if vendor.status is VendorStatus.APPROVED:
            await suspend_vendor(session, principal, vendor.id, reason)


def _move(
    session: AsyncSession, principal: Principal, notice: Notice, target: NoticeStatus
) -> None:
    before = notice.status
    notice.move_to(target)
    session.add(
        NoticeChange(
            notice_id=notice.id, from_status=before, to_status=target, actor=principal.actor
        )
    )
