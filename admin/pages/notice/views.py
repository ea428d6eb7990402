from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from admin.pages.notices.views import MEASURE_WORDS, REASON_WORDS, STATUS_WORDS
from admin.state.mark import Mark
from core.content.models import Notice, NoticeChange, NoticeStatus
from core.settings import AppName, settings
from core.ui.format import day, moment


@dataclass(frozen=True, slots=True)
class StepView:
    what: str
    who: str
    when: str

    @classmethod
    def of(cls, change: NoticeChange, names: Mapping[str, str]) -> Self:
        word = STATUS_WORDS[NoticeStatus(change.to_status)][0]
        first = change.from_status is None
        who = names.get(change.actor, "A visitor" if first else change.actor)
        return cls("Came in" if first else word, who, moment(change.created_at))


@dataclass(frozen=True, slots=True)
class NoticeView:
    number: str = ""
    subject: str = ""
    page_href: str = ""
    path: str = ""
    product_href: str = ""
    vendor_href: str = ""
    reason: str = ""
    explanation: str = ""
    reporter: str = ""
    due: str = ""
    measure: str = ""
    statement: str = ""
    can_take: bool = False
    can_decide: bool = False
    status: Mark = field(default_factory=Mark)
    history: list[StepView] = field(default_factory=list[StepView])

    @classmethod
    def of(
        cls, notice: Notice, changes: Sequence[NoticeChange], names: Mapping[str, str]
    ) -> Self:
        reporter = ", ".join(filter(None, (notice.reporter_name, notice.reporter_email)))
        origin = settings().origin(AppName.STOREFRONT)
        return cls(
            number=notice.number,
            subject=notice.subject or notice.path,
            page_href=f"{origin}{notice.path}",
            path=notice.path,
            product_href=f"/products/{notice.product_id}" if notice.product_id else "",
            vendor_href=f"/vendors/{notice.vendor_id}" if notice.vendor_id else "",
            reason=REASON_WORDS[notice.reason],
            explanation=notice.explanation,
            reporter=reporter or "Did not say who",
            due=day(notice.due_at),
            measure=MEASURE_WORDS[notice.measure] if notice.measure else "",
            statement=notice.statement,
            can_take=notice.status is NoticeStatus.RECEIVED,
            can_decide=notice.status is not NoticeStatus.DECIDED,
            status=Mark.of(STATUS_WORDS[notice.status]),
            history=[StepView.of(change, names) for change in changes],
        )
