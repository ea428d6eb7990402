"""Who hears of notices of illegal content."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.content import events, notice_queries
from core.content.models import Measure
from core.events.subscribers import on
from core.kernel.principal import VendorRole
from core.notifications.compose import notices
from core.notifications.outbox import post
from core.vendors import queries as vendors


@on(events.NoticeFiled)
async def mail_receipt(session: AsyncSession, event: events.NoticeFiled) -> None:
    notice = await notice_queries.get_notice(session, event.notice_id)
    if notice.reporter_email:
        await post(session, notices.received(notice), notice.reporter_email)


@on(events.NoticeDecided)
async def mail_decision(session: AsyncSession, event: events.NoticeDecided) -> None:
    """To whoever reported; and, if something was restricted, to the owners of the workshop."""
    notice = await notice_queries.get_notice(session, event.notice_id)
    if notice.reporter_email:
        await post(session, notices.decided(notice), notice.reporter_email)
    if notice.vendor_id is None or notice.measure in {None, Measure.NONE}:
        return
    vendor = await vendors.get_vendor(session, notice.vendor_id)
    owners = await vendors.list_recipients(session, vendor.id, VendorRole.OWNER)
    letter = notices.statement_of_reasons(notice, vendor)
    for address in [owner.email for owner in owners] or [vendor.email]:
        await post(session, letter, address)
