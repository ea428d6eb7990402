"""Send one kept mail."""

from uuid import UUID

from core.db.session import read_session, transaction
from core.notifications import queries, smtp
from core.notifications.errors import MailNotAccepted, MailRefused
from core.notifications.models import MailStatus


async def send_mail(mail_id: UUID) -> None:
    """At least once: the server is talked to outside of a transaction, so a crash in between
    sends again, under the same Message-ID. A temporary refusal is raised, for the job to be
    retried; a final one is noted.
    """
    async with read_session() as session:
        mail = await queries.find_mail(session, mail_id)
    if mail is None or mail.status in {MailStatus.SENT, MailStatus.KEPT}:
        return
    try:
        await smtp.send(mail)
    except (MailNotAccepted, MailRefused) as error:
        async with transaction() as session:
            await queries.mark_failed(session, mail_id, error.message)
        if isinstance(error, MailNotAccepted):
            raise
        return
    async with transaction() as session:
        await queries.mark_sent(session, mail_id)
