"""Jobs of earnings and payouts."""

from uuid import UUID

from core.db.session import read_session, transaction
from core.jobs.app import job
from core.jobs.enqueue import enqueue
from core.kernel.clock import utc_now
from core.ledger.release_earnings import release_due
from core.payouts import queries
from core.payouts.create_payout import SEND_PAYOUT
from core.payouts.reserve import release_reserves, withhold
from core.payouts.send_payout import poll_payout, send_payout
from core.payouts.sweep import sweep

POLL_PAYOUT = "payouts.poll"


@job("payouts.release_earnings", periodic="*/5 * * * *")
async def release_earnings(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    """Windows and reserves that are over."""
    while True:
        async with transaction() as session:
            released = await release_due(session)
            await withhold(session, released)
            if not released and not await release_reserves(session):
                return


@job("payouts.sweep", periodic="7 * * * *")
async def sweep_due(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    await sweep(utc_now().date())


@job(SEND_PAYOUT, queue="checkout")
async def send(*, payout_id: str) -> None:
    await send_payout(UUID(payout_id))


@job("payouts.resume", queue="checkout", periodic="*/3 * * * *")
async def resume(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    """Ask again for payouts whose job gave up."""
    async with read_session() as session:
        unsent = await queries.list_to_send(session)
    async with transaction() as session:
        for payout_id in unsent:
            await enqueue(
                session,
                SEND_PAYOUT,
                queue="checkout",
                unique=f"payout:{payout_id}",
                payout_id=str(payout_id),
            )


@job("payouts.follow", queue="checkout", periodic="*/10 * * * *")
async def follow(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    """Ask about payouts that are on their way, or may still be sent back."""
    async with read_session() as session:
        watched = await queries.list_to_poll(session, utc_now())
    async with transaction() as session:
        for payout_id in watched:
            await enqueue(
                session,
                POLL_PAYOUT,
                queue="checkout",
                unique=f"poll:{payout_id}",
                payout_id=str(payout_id),
            )


@job(POLL_PAYOUT, queue="checkout")
async def poll(*, payout_id: str) -> None:
    await poll_payout(UUID(payout_id))
