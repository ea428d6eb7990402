"""Jobs of prepaid value: mail cards on their day, end terms, give notice of what ends."""

from core.db.session import transaction
from core.jobs.app import job
from core.prepaid.cards import expire_cards
from core.prepaid.hand_out import mail_due_cards
from core.prepaid.points import expire_points, give_notice
from core.prepaid.queries import db_now


@job("prepaid.mail_cards", periodic="*/15 * * * *")
async def mail_cards(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    async with transaction() as session:
        await mail_due_cards(session)


@job("prepaid.end_terms", periodic="5 * * * *")
async def end_terms(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    async with transaction() as session:
        await expire_cards(session, await db_now(session))
    async with transaction() as session:
        await expire_points(session, await db_now(session))


@job("prepaid.give_notice", periodic="25 6 * * *")
async def notice(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    async with transaction() as session:
        await give_notice(session)
