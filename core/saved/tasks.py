"""Jobs of lists, follows and alerts."""

from uuid import UUID

from core.db.session import read_session, transaction
from core.jobs.app import job
from core.jobs.enqueue import enqueue_all
from core.kernel.clock import utc_now
from core.saved import alert_queries, follow_queries, queries, search_queries
from core.saved.saved_searches import look_for_matches
from core.saved.tell_followers import tell_follower, week_of

BATCH = 500
LOOK = "saved.look_for_matches"


@job("saved.delete_expired", periodic="23 3 * * *")
async def delete_expired(*, timestamp: int) -> None:  # noqa: ARG001  the slot it runs for
    """Forget lists of guests who did not come back, and addresses that never answered; in
    batches that hold few locks.
    """
    for forget in (queries.delete_expired, alert_queries.delete_unconfirmed):
        deleted = BATCH
        while deleted == BATCH:
            async with transaction() as session:
                deleted = await forget(session, limit=BATCH)


@job("saved.tell_followers", periodic="0 8 * * 4")
async def tell_followers(*, timestamp: int) -> None:  # noqa: ARG001
    """On Thursdays. Everybody has a transaction of their own, so a failure holds up one."""
    now = utc_now()
    while True:
        async with read_session() as session:
            due = await follow_queries.list_due(session, week_of(now), most=BATCH)
        for user_id in due:
            async with transaction() as session:
                await tell_follower(session, user_id, now)
        if len(due) < BATCH:
            return


@job("saved.search_again", periodic="0 6 * * *")
async def search_again(*, timestamp: int) -> None:  # noqa: ARG001
    """Each saved search is a job of its own."""
    after: UUID | None = None
    while True:
        async with transaction() as session:
            ids = await search_queries.ids_after(session, after, most=BATCH)
            await enqueue_all(session, LOOK, [{"search_id": str(id_)} for id_ in ids])
        if len(ids) < BATCH:
            return
        after = ids[-1]


@job(LOOK)
async def look(*, search_id: str) -> None:
    await look_for_matches(UUID(search_id))
