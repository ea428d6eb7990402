from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from admin.state.mark import Mark
from admin.state.tabs import ViewTab
from admin.state.words import Words
from core.content.models import Measure, Notice, NoticeReason, NoticeStatus
from core.kernel.clock import utc_now
from core.ui.format import ago, day, number
from core.ui.urls import changed

PATH = "/moderation/notices"
STATUS_WORDS: dict[NoticeStatus, Words] = {
    NoticeStatus.RECEIVED: ("To look into", "attention", "attention"),
    NoticeStatus.IN_REVIEW: ("In review", "info", "partial"),
    NoticeStatus.DECIDED: ("Decided", "success", "done"),
}
REASON_WORDS = {
    NoticeReason.ILLEGAL_PRODUCT: "May not be sold",
    NoticeReason.UNSAFE_PRODUCT: "Unsafe",
    NoticeReason.COUNTERFEIT: "Counterfeit or trade mark",
    NoticeReason.COPYRIGHT: "Copyright or design",
    NoticeReason.MISLEADING: "Misleading claims",
    NoticeReason.FALSE_REVIEW: "False review",
    NoticeReason.HATE: "Hate or threats",
    NoticeReason.PRIVACY: "Personal data",
    NoticeReason.OTHER: "Something else",
}
MEASURE_WORDS = {
    Measure.NONE: "Nothing: not illegal",
    Measure.PRODUCT_PAUSED: "Hide the piece",
    Measure.WORKSHOP_SUSPENDED: "Suspend the workshop",
    Measure.CONTENT_REMOVED: "Content was taken down",
}


@dataclass(frozen=True, slots=True)
class NoticeRow:
    number: str
    href: str
    subject: str
    reason: str
    when: str
    due: str
    is_late: bool
    status: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, notice: Notice) -> Self:
        is_open = notice.status is not NoticeStatus.DECIDED
        return cls(
            number=notice.number,
            href=f"{PATH}/{notice.number}",
            subject=notice.subject or notice.path,
            reason=REASON_WORDS[notice.reason],
            when=f"Came {ago(notice.created_at)}",
            due=day(notice.due_at) if is_open else "",
            is_late=is_open and notice.due_at < utc_now(),
            status=Mark.of(STATUS_WORDS[notice.status]),
        )


def status_tabs(
    current: NoticeStatus | None, counts: Mapping[NoticeStatus, int]
) -> list[ViewTab]:
    return [
        ViewTab(
            label=STATUS_WORDS[status][0] if status else "All",
            href=changed(PATH, {}, status=status),
            is_current=status is current,
            count=number(counts.get(status, 0)) if status else "",
        )
        for status in (None, *NoticeStatus)
    ]
