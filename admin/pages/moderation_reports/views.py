from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from admin.state.mark import Mark
from admin.state.review_words import REASON_WORDS, REPORT_WORDS, TARGET_WORDS
from admin.state.tabs import ViewTab
from core.reviews.models import ReportStatus
from core.reviews.read_models import ReportData
from core.settings import AppName, settings
from core.ui.format import ago, moment
from core.ui.urls import address

PATH = "/moderation/reports"


@dataclass(frozen=True, slots=True)
class ReportCard:
    id: str = ""
    target: str = ""
    reason: str = ""
    details: str = ""
    reporter: str = ""
    reported: str = ""
    due: str = ""
    is_late: bool = False
    is_open: bool = True
    text: str = ""
    author: str = ""
    piece: str = ""
    href: str = ""
    decision: str = ""
    status: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, report: ReportData, now: datetime) -> Self:
        shop = settings().origin(AppName.STOREFRONT)
        who = "The workshop" if report.is_from_workshop else report.reporter
        return cls(
            id=str(report.id),
            target=TARGET_WORDS[report.target],
            reason=REASON_WORDS[report.reason],
            details=report.details,
            reporter=who,
            reported=ago(report.reported_at),
            due=moment(report.due_at),
            is_late=report.status is ReportStatus.OPEN and report.due_at < now,
            is_open=report.status is ReportStatus.OPEN,
            text=report.text,
            author=report.author,
            piece=report.piece.title,
            href=f"{shop}/p/{report.piece.slug}#reviews",
            decision=report.decision,
            status=Mark.of(REPORT_WORDS[report.status]),
        )


def report_tabs(current: ReportStatus, waiting: int) -> list[ViewTab]:
    return [
        ViewTab(
            REPORT_WORDS[status][0],
            address(PATH, {"status": "" if status is ReportStatus.OPEN else status.value}),
            status is current,
            str(waiting) if status is ReportStatus.OPEN else "",
        )
        for status in ReportStatus
    ]
