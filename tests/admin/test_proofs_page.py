"""What the proofs found, for the operator who has to act on it."""

import pytest
from sqlalchemy import text

from admin.pages.proofs.state import ProofsState
from admin.state.shell import ShellState
from core.identity.cookies import session_cookie
from core.identity.models import App
from core.reporting.proofs import BooksDoNotAdd, proofs
from core.reporting.watch_proofs import PROVE_ALL, watch
from tests.admin.pressing import press
from tests.factories.identity import a_session
from tests.factories.orders import a_paid_order, a_shelf
from tests.mounting import mount

BENT = text("UPDATE stock_levels SET on_hand = on_hand + 1")
MENDED = text("UPDATE stock_levels SET on_hand = on_hand - 1")


@pytest.fixture
async def ran(session, monkeypatch):
    """The isolation is chosen before a transaction's first statement, which tests have had."""

    async def run(*, is_full: bool):
        monkeypatch.setattr("core.reporting.watch_proofs.SNAPSHOT", text("SELECT 1"))
        await watch(is_full=is_full)

    await a_paid_order(session, await a_shelf(session))
    return run


async def test_proofs_that_hold_say_so(session, desk, ran):
    before = await desk(ProofsState, "/proofs")
    await ran(is_full=True)

    tab = await desk(ProofsState, "/proofs")

    assert {row.mark.word for row in before.rows} == {"Not asked yet"}
    assert {row.mark.word for row in tab.rows} == {"Holds"}
    assert tab.summary == f"{len(proofs())} proofs, 0 broken"
    assert [run.violated for run in tab.runs] == ["0"]


async def test_what_is_broken_stands_first_and_is_told_on_every_page(
    session, desk, operator, ran
):
    await session.exec(BENT)
    with pytest.raises(BooksDoNotAdd):
        await ran(is_full=True)

    tab = await desk(ProofsState, "/proofs")
    secret = await a_session(session, operator, App.ADMIN)
    shell = await mount(ShellState, cookies={session_cookie(App.ADMIN).name: secret})
    await shell.load_shell()

    first = tab.rows[0]
    assert (first.name, first.mark.word, first.found) == (
        "stock_is_its_movements", "Broken", "2 rows",
    )  # fmt: skip
    assert (shell.proofs_broken, shell.broken_words) == ("1", "1 proof not so.")
    await session.exec(MENDED)


async def test_only_a_look_at_everything_takes_back_what_one_found(session, desk, ran):
    await session.exec(BENT)
    with pytest.raises(BooksDoNotAdd):
        await ran(is_full=True)
    await session.exec(MENDED)
    await ran(is_full=False)
    still = await desk(ProofsState, "/proofs")
    await ran(is_full=True)

    tab = await desk(ProofsState, "/proofs")

    assert (still.is_broken, tab.is_broken) == (True, False)


async def test_an_operator_asks_everything_now(session, desk):
    tab = await desk(ProofsState, "/proofs")

    await press(tab.ask_everything())

    waiting = await session.execute(
        text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = :name"),
        {"name": PROVE_ALL},
    )
    assert waiting.scalar_one() == 1


async def test_an_area_is_looked_at_alone(desk):
    tab = await desk(ProofsState, "/proofs", query={"area": "ledger"})

    assert {row.area for row in tab.rows} == {"ledger"}
