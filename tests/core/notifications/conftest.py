"""A postman who delivers every event that was told, and a mail server that keeps what it
gets.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from redis.asyncio import Redis
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

import core.notifications.subscribers  # noqa: F401
from core.events.dispatch import dispatch
from core.events.models import OutboxMessage
from core.notifications.models import OutgoingMail
from core.settings import settings
from tests.serving import free_port

Postman = Callable[[], Awaitable[list[OutgoingMail]]]


@pytest.fixture
def postman(session: AsyncSession, cache: Redis) -> Postman:
    """Delivers all events and returns all mails, oldest first."""

    async def deliver() -> list[OutgoingMail]:
        messages = await session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id)))
        for message in list(messages):
            await dispatch(message_id=str(message.id))
        return list(await session.exec(select(OutgoingMail).order_by(col(OutgoingMail.id))))

    return deliver


@dataclass
class MailServer:
    """Answers with ``answer``, and keeps what it accepted."""

    answer: str = "250 OK"
    accepted: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.accepted.append(message_from_bytes(content, policy=policy.default))
            self.recipients += envelope.rcpt_tos
        return self.answer


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    server, port = MailServer(), free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    monkeypatch.setenv("SMTP_URL", f"smtp://127.0.0.1:{port}")
    settings.cache_clear()
    controller.start()
    yield server
    controller.stop()
    monkeypatch.undo()
    settings.cache_clear()
