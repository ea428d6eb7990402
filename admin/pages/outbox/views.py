from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from admin.state.mark import Mark
from admin.state.tabs import ViewTab
from admin.state.words import MAIL_WORDS
from core.notifications.models import MailStatus, OutgoingMail
from core.ui.format import moment, number
from core.ui.urls import changed

PATH = "/outbox"


@dataclass(frozen=True, slots=True)
class MailRow:
    subject: str
    href: str
    recipient: str
    kind: str
    when: str
    error: str
    status: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, mail: OutgoingMail) -> Self:
        return cls(
            subject=mail.subject,
            href=f"{PATH}/{mail.id}",
            recipient=mail.recipient,
            kind=kind_name(mail.kind),
            when=moment(mail.sent_at or mail.created_at),
            error=mail.error,
            status=Mark.of(MAIL_WORDS[mail.status]),
        )


def status_tabs(
    current: MailStatus | None, query: Mapping[str, str], counts: Mapping[MailStatus, int]
) -> list[ViewTab]:
    return [
        ViewTab(
            label=MAIL_WORDS[status][0] if status else "All",
            href=changed(PATH, query, status=status),
            is_current=status is current,
            count=number(counts.get(status, 0)) if status else "",
        )
        for status in (None, *MailStatus)
        if status is None or status is MailStatus.FAILED or counts.get(status)
    ]


def kind_options(kinds: Sequence[str]) -> list[tuple[str, str]]:
    return [("", "Every occasion"), *((kind, kind_name(kind)) for kind in kinds)]


def kind_name(kind: str) -> str:
    return kind.replace("_", " ").replace(".", " ").capitalize()
