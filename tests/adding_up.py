"""After each test: whatever it did to the database, the invariants hold."""

from functools import cache

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from core.reporting.proofs import BooksDoNotAdd, Proof, contradictions, proofs

WRITTEN = text(
    "SELECT relname FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
)


async def still_adds_up(session: AsyncSession, test: pytest.Item) -> None:
    """Asks the proofs about the tables that this transaction has written, or all of them where
    others have committed. A test that bends rows on purpose says so with its marker.
    """
    if test.get_closest_marker("bends_rows"):
        return
    session.expunge_all()
    try:
        written = (await session.execute(WRITTEN)).scalars().all()
        asked = about(frozenset(written)) if written else proofs()
        found = await contradictions(session, asked=asked)
    except DBAPIError as error:
        if error.orig is not None and "current transaction is aborted" in str(error.orig):
            return  # the test was about a refusal, and left nothing
        raise
    if found:
        raise BooksDoNotAdd(found)


@cache
def about(tables: frozenset[str]) -> tuple[Proof, ...]:
    return tuple(proof for proof in proofs() if proof.tables & tables)
