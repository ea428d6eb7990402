"""Jobs of the outbox."""

from uuid import UUID

from core.jobs.app import job
from core.notifications.outbox import SEND_MAIL
from core.notifications.send_mail import send_mail


@job(SEND_MAIL, queue="mail")
async def send(*, mail_id: str) -> None:
    await send_mail(UUID(mail_id))
