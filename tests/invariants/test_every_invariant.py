"""Each invariant holds for a shop that was used, and is reported as soon as its rows are bent.

``breaks/<area>.sql`` has one section a proof, headed ``-- name``: statements that make its
sentence untrue. They run without triggers and foreign keys, as nobody else could.
"""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.reporting.proofs import (
    BooksDoNotAdd,
    Proof,
    UnreadableProof,
    ask,
    contradictions,
    proofs,
    prove,
)
from tests.factories.used_shop import a_used_shop

FOLDER = Path(__file__).parent / "breaks"
HEADING = re.compile(r"^-- ([a-z][a-z0-9_]*)$", re.MULTILINE)


def breaks() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(FOLDER.glob("*.sql")):
        _, *parts = HEADING.split(file.read_text(encoding="utf-8"))
        found |= dict(zip(parts[::2], parts[1::2], strict=True))
    return found


BREAKS = breaks()


@pytest.fixture(scope="module")
async def used(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    """One shop for all tests here, never committed. No test here may take another connection:
    it would wait for what this one has inserted.
    """
    async with engine.connect() as connection:
        outer = await connection.begin()
        async with AsyncSession(connection, join_transaction_mode="create_savepoint") as opened:
            await a_used_shop(opened)
            yield opened
        await outer.rollback()


@pytest.fixture
async def bent(used: AsyncSession) -> AsyncIterator[AsyncConnection]:
    """What is done here to the used shop is undone after the test."""
    connection = await used.connection()
    savepoint = await connection.begin_nested()
    await connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    yield connection
    await savepoint.rollback()


def test_every_invariant_has_statements_that_break_it():
    assert {proof.name for proof in proofs()} == set(BREAKS)


def test_names_are_unique():
    names = [proof.name for proof in proofs()]

    assert len(names) == len(set(names))


def test_there_are_more_than_a_hundred():
    assert len(proofs()) > 100


async def test_a_shop_that_was_used_adds_up(used: AsyncSession):
    await prove(used)
    await prove(used, since=utc_now() - timedelta(hours=1))
    assert [answer.broken for answer in await ask(used, proofs())] == [None] * len(proofs())


@pytest.mark.parametrize("name", sorted(BREAKS))
async def test_broken_rows_are_found(used: AsyncSession, bent: AsyncConnection, name: str):
    (proof,) = [one for one in proofs() if one.name == name]

    await bent.exec_driver_sql(BREAKS[name])

    (found,) = await contradictions(used, asked=[proof])
    (answer,) = await ask(used, [proof])
    recent = await contradictions(used, since=utc_now() - timedelta(days=2), asked=[proof])
    assert found.count > 0
    assert found.examples
    assert answer.broken is not None
    assert answer.broken.count == found.count
    assert "is_full" in proof.sql or recent


async def test_all_contradictions_are_named_together(used: AsyncSession, bent: AsyncConnection):
    await bent.exec_driver_sql(BREAKS["ledger_balances"])
    await bent.exec_driver_sql(BREAKS["stock_is_its_movements"])

    with pytest.raises(BooksDoNotAdd) as raised:
        await prove(used)

    names = {item.proof.name for item in raised.value.contradictions}
    assert {"ledger_balances", "stock_is_its_movements"} <= names
    assert "ledger_balances: 1 not so, e.g. " in str(raised.value)


async def test_what_was_not_touched_lately_is_left_to_the_night(
    used: AsyncSession, bent: AsyncConnection
):
    await bent.exec_driver_sql(BREAKS["orders_are_their_parts"])

    recent = await contradictions(used, since=utc_now() + timedelta(hours=1))

    assert "orders_are_their_parts" not in {item.proof.name for item in recent}


def test_a_file_that_says_something_else_than_its_name_is_refused(tmp_path: Path):
    file = tmp_path / "core" / "ledger" / "invariants" / "sums.sql"
    file.parent.mkdir(parents=True)
    file.write_text("-- other: The sums are right.\nSELECT 1\n")

    with pytest.raises(UnreadableProof, match="other"):
        Proof.read(file)
