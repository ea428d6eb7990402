"""Tell what changed: history rows and events, in the transaction of the change."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.events import ProductChanged
from core.events.outbox import emit
from core.kernel.clock import utc_now
from core.kernel.principal import Principal
from core.reviews.events import QuestionPublished, ReviewPublished
from core.reviews.models import (
    CONTENT_LIFECYCLE,
    ContentChange,
    ContentStatus,
    Question,
    Review,
)

Content = Review | Question


async def start(session: AsyncSession, content: Content, principal: Principal) -> None:
    """The first row of the history, and the event if it is public at once."""
    _record(session, content, None, principal, "")
    if content.status is ContentStatus.PUBLISHED:
        await _published(session, content)


async def move(
    session: AsyncSession,
    content: Content,
    target: ContentStatus,
    principal: Principal,
    reason: str = "",
) -> ContentChange:
    """Along the lifecycle. Whoever shows the product looks at it again."""
    before = content.status
    CONTENT_LIFECYCLE.check(before, target)
    content.status = target
    change = _record(session, content, before, principal, reason)
    await session.flush()
    if target is ContentStatus.PUBLISHED:
        await _published(session, content)
    elif before is ContentStatus.PUBLISHED:
        await show_anew(session, content.product_id)
    return change


async def show_anew(session: AsyncSession, product_id: UUID) -> None:
    """The product's rating, reviews or questions are different: its page and the index too."""
    await session.flush()
    await emit(session, ProductChanged(product_id=product_id))


async def _published(session: AsyncSession, content: Content) -> None:
    is_first = content.published_at is None
    content.published_at = content.published_at or utc_now()
    await show_anew(session, content.product_id)
    if not is_first:
        return
    if isinstance(content, Review):
        await emit(
            session,
            ReviewPublished(
                review_id=content.id,
                product_id=content.product_id,
                vendor_id=content.vendor_id,
            ),
        )
    else:
        await emit(
            session, QuestionPublished(question_id=content.id, vendor_id=content.vendor_id)
        )


def _record(
    session: AsyncSession,
    content: Content,
    before: ContentStatus | None,
    principal: Principal,
    reason: str,
) -> ContentChange:
    is_review = isinstance(content, Review)
    change = ContentChange(
        review_id=content.id if is_review else None,
        question_id=None if is_review else content.id,
        from_status=before.value if before else None,
        to_status=content.status.value,
        actor=principal.actor,
        reason=reason[:1000],
    )
    session.add(change)
    return change
