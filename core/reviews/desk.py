"""What moderators read: the queues, and how long they are."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.reviews import moderation_queries as queries
from core.reviews.models import ContentStatus, ReportStatus
from core.reviews.read_models import QuestionAboutPiece, ReportData, ReviewOfPiece


@dataclass(frozen=True, slots=True)
class Waiting:
    reviews: int
    questions: int
    reports: int


async def list_reviews(
    session: AsyncSession,
    staff: Principal,
    *,
    status: ContentStatus | None = None,
    flag: str = "",
    text: str = "",
    number: int = 1,
) -> Page[ReviewOfPiece]:
    """What waits for a decision, or all reviews of a status."""
    staff.require_staff()
    return await queries.list_reviews(
        session, status=status, flag=flag, text=text, number=number
    )


async def list_questions(
    session: AsyncSession,
    staff: Principal,
    *,
    status: ContentStatus | None = None,
    flag: str = "",
    text: str = "",
    number: int = 1,
) -> Page[QuestionAboutPiece]:
    staff.require_staff()
    return await queries.list_questions(
        session, status=status, flag=flag, text=text, number=number
    )


async def list_reports(
    session: AsyncSession, staff: Principal, *, status: ReportStatus, number: int = 1
) -> Page[ReportData]:
    staff.require_staff()
    return await queries.list_reports(session, status=status, number=number)


async def count_waiting(session: AsyncSession, staff: Principal) -> Waiting:
    staff.require_staff()
    return Waiting(*await queries.count_waiting(session))
