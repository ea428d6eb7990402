"""Mails that are kept, sent when a server is set up, and can be read by staff."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.jobs.enqueue import enqueue
from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.notifications import queries
from core.notifications.errors import MailAlreadyQueued, NoMailServer
from core.notifications.letter import Letter
from core.notifications.models import MailStatus, OutgoingMail
from core.notifications.render import render
from core.settings import settings

SEND_MAIL = "notifications.send_mail"
SECRET = re.compile(r"(token=)[\w-]+")


@dataclass(frozen=True, slots=True)
class MailContent:
    """A mail as staff may read it."""

    id: UUID
    kind: str
    recipient: str
    subject: str
    html: str
    text: str
    order_id: UUID | None
    status: MailStatus
    created_at: datetime
    sent_at: datetime | None
    error: str

    @classmethod
    def of(cls, mail: OutgoingMail) -> Self:
        """One-time links work for whoever reads them, so they are blotted out; except when no
        mail leaves the machine, since then there is no other way to them.
        """
        is_kept = mail.status is MailStatus.KEPT
        html, text = mail.html, mail.text
        if not is_kept:
            html, text = SECRET.sub(r"\1…", html), SECRET.sub(r"\1…", text)
        return cls(
            mail.id, mail.kind, mail.recipient, mail.subject, html, text, mail.order_id,
            mail.status, mail.created_at, mail.sent_at, mail.error,
        )  # fmt: skip


async def post(session: AsyncSession, letter: Letter, recipient: str) -> bool:
    """Keep a letter for one recipient, once per fact, and have it sent after the transaction;
    whether it is new.
    """
    rendered = render(letter)
    mail = OutgoingMail(
        kind=letter.kind,
        dedup_key=dedup_key(letter, recipient),
        recipient=recipient,
        subject=rendered.subject,
        html=rendered.html,
        text=rendered.text,
        order_id=letter.order_id,
        unsubscribe_url=letter.unsubscribe_url,
        status=MailStatus.QUEUED if is_configured() else MailStatus.KEPT,
    )
    if not await queries.insert_once(session, mail):
        return False
    if mail.status is MailStatus.QUEUED:
        await _enqueue(session, mail.id)
    return True


def dedup_key(letter: Letter, recipient: str) -> str:
    mailbox = hashlib.sha256(recipient.encode()).hexdigest()[:16]
    return f"{letter.kind}:{letter.fact}:{mailbox}"


def is_configured() -> bool:
    return bool(settings().smtp_url.get_secret_value())


async def list_mails(
    session: AsyncSession,
    principal: Principal,
    *,
    search: str = "",
    kind: str = "",
    status: MailStatus | None = None,
    order_id: UUID | None = None,
    page: int = 1,
    size: int = 50,
) -> Page[OutgoingMail]:
    """For tables: newest first. Bodies are read with ``get_mail``."""
    principal.require_staff()
    return await queries.list_mails(
        session,
        search=search[:100],
        kind=kind,
        status=status,
        order_id=order_id,
        page=page,
        size=size,
    )


async def get_mail(session: AsyncSession, principal: Principal, mail_id: UUID) -> MailContent:
    principal.require_staff()
    return MailContent.of(await queries.get_mail(session, mail_id))


async def count_by_status(session: AsyncSession, principal: Principal) -> dict[MailStatus, int]:
    principal.require_staff()
    return await queries.count_by_status(session)


async def list_kinds(session: AsyncSession, principal: Principal) -> list[str]:
    principal.require_staff()
    return await queries.list_kinds(session)


async def send_again(session: AsyncSession, principal: Principal, mail_id: UUID) -> None:
    """By staff, for a mail that failed, was only kept, or is asked for again."""
    principal.require_staff()
    if not is_configured():
        raise NoMailServer
    mail = await queries.lock_mail(session, mail_id)
    if mail.status is MailStatus.QUEUED:
        raise MailAlreadyQueued
    mail.status, mail.error = MailStatus.QUEUED, ""
    await _enqueue(session, mail.id)
    await audit.record(
        session, principal, "notifications.send_again", "mail", mail.id,
        f"“{mail.subject}” to {mail.recipient}",
    )  # fmt: skip


async def _enqueue(session: AsyncSession, mail_id: UUID) -> None:
    await enqueue(
        session, SEND_MAIL, queue="mail", lock=f"mail:{mail_id}", mail_id=str(mail_id)
    )
