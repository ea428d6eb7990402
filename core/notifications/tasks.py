"""Jobs of the outbox and of web push."""

from uuid import UUID

from core.jobs.app import job
from core.notifications.outbox import SEND_MAIL
from core.notifications.push import SEND_PUSH
from core.notifications.push_send import send_push
from core.notifications.send_mail import send_mail


@job(SEND_MAIL, queue="mail")
async def send(*, mail_id: str) -> None:
    await send_mail(UUID(mail_id))


@job(SEND_PUSH)
async def deliver_push(*, subscription_id: str, message: dict[str, str]) -> None:
    await send_push(UUID(subscription_id), message)
