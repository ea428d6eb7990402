"""Hand a mail to the server that ``SMTP_URL`` names.

``smtp://`` upgrades to TLS if the server offers it, ``smtp+tls://`` insists on the upgrade,
``smtps://`` is encrypted from the first byte. User and password go into the address.
"""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib
from aiosmtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from core.kernel.clock import utc_now
from core.notifications.errors import MailNotAccepted, MailRefused
from core.notifications.models import OutgoingMail
from core.settings import settings

PATIENCE_S = 20.0
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
FIRST_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Server:
    scheme: str
    host: str
    port: int
    user: str | None
    password: str | None

    @classmethod
    def parse(cls, url: str) -> "Server":
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError("SMTP_URL has to look like smtp://user:password@host:port")
        return cls(
            scheme=parts.scheme,
            host=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )


async def send(mail: OutgoingMail) -> None:
    """Deliver, or raise ``MailNotAccepted`` (try again) or ``MailRefused`` (do not)."""
    server = Server.parse(settings().smtp_url.get_secret_value())
    try:
        await aiosmtplib.send(
            compose(mail),
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.scheme == "smtps",
            start_tls={"smtp": None, "smtp+tls": True, "smtps": False}[server.scheme],
            timeout=PATIENCE_S,
        )
    except (SMTPException, OSError) as error:
        if _is_permanent(error):
            raise MailRefused(str(error)) from error
        raise MailNotAccepted(str(error) or type(error).__name__) from error


def compose(mail: OutgoingMail) -> EmailMessage:
    """Text first, HTML as the richer alternative. The id is the mail's own, so that a server or
    a mailbox can tell a repetition.
    """
    sender = settings().mail_from
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(utc_now())
    message["Message-ID"] = f"<{mail.id}@{parseaddr(sender)[1].partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def _is_permanent(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(_is_permanent(refusal) for refusal in error.recipients)
    return isinstance(error, SMTPResponseException) and error.code >= FIRST_PERMANENT
