"""Report illegal content: anybody may, with or without an account."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from core.content.errors import NoticeIncomplete
from core.content.events import NoticeFiled
from core.content.models import Notice, NoticeChange, NoticeReason, NoticeStatus
from core.content.notice_target import find_target
from core.events.outbox import emit
from core.identity.emails import normal_email
from core.kernel.clock import utc_now
from core.kernel.principal import Principal

DECIDED_WITHIN = timedelta(days=7)
SHORTEST_EXPLANATION, LONGEST_EXPLANATION = 20, 5000
LONGEST_NAME = 120
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else


@dataclass(frozen=True, slots=True)
class Complaint:
    url: str
    reason: str
    explanation: str
    name: str
    email: str
    in_good_faith: bool


async def file_notice(
    session: AsyncSession, principal: Principal, complaint: Complaint
) -> Notice:
    """Keep the notice with a number and a deadline. Its receipt is confirmed by mail, if there
    is an address.
    """
    reason, explanation = _checked(complaint)
    email = normal_email(complaint.email) if complaint.email.strip() else ""
    target = await find_target(session, complaint.url)
    notice = Notice(
        number=new_notice_number(),
        path=target.path,
        product_id=target.product_id,
        vendor_id=target.vendor_id,
        subject=target.subject[:200],
        reason=reason,
        explanation=explanation,
        reporter_name=complaint.name.strip()[:LONGEST_NAME],
        reporter_email=email,
        due_at=utc_now() + DECIDED_WITHIN,
    )
    session.add(notice)
    await session.flush()
    session.add(
        NoticeChange(
            notice_id=notice.id, to_status=NoticeStatus.RECEIVED, actor=principal.actor
        )
    )
    await emit(session, NoticeFiled(notice_id=notice.id))
    return notice


def new_notice_number() -> str:
    word = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"N-{word[:4]}-{word[4:]}"


def _checked(complaint: Complaint) -> tuple[NoticeReason, str]:
    if complaint.reason not in set(NoticeReason):
        raise NoticeIncomplete("Choose what it is about.", field="reason")
    explanation = complaint.explanation.replace("\x00", "").strip()
    if len(explanation) < SHORTEST_EXPLANATION:
        raise NoticeIncomplete(
            "Say in a sentence or two why you think it is illegal.", field="explanation"
        )
    if not complaint.in_good_faith:
        raise NoticeIncomplete("Confirm that what you say is true.", field="good_faith")
    return NoticeReason(complaint.reason), explanation[:LONGEST_EXPLANATION]
