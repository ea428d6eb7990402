from dataclasses import dataclass, field
from typing import Self

from admin.pages.outbox.views import kind_name
from admin.state.mark import Mark
from admin.state.words import MAIL_WORDS
from core.notifications.models import MailStatus
from core.notifications.outbox import MailContent, is_configured
from core.ui.format import moment


@dataclass(frozen=True, slots=True)
class MailView:
    """``html`` is shown in a frame of its own that runs nothing."""

    id: str = ""
    subject: str = ""
    recipient: str = ""
    kind: str = ""
    when: str = ""
    html: str = ""
    text: str = ""
    error: str = ""
    status: Mark = field(default_factory=Mark)
    can_send: bool = False

    @classmethod
    def of(cls, mail: MailContent) -> Self:
        return cls(
            id=str(mail.id),
            subject=mail.subject,
            recipient=mail.recipient,
            kind=kind_name(mail.kind),
            when=moment(mail.sent_at or mail.created_at),
            html=mail.html,
            text=mail.text,
            error=mail.error,
            status=Mark.of(MAIL_WORDS[mail.status]),
            can_send=is_configured() and mail.status is not MailStatus.QUEUED,
        )
