"""Two tabs, two sign-ins, many workers at the same moment."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.session import transaction
from core.kernel.principal import GUEST
from core.kernel.secrets import random_token
from core.saved import lists, queries
from core.saved import save_piece as module
from core.saved.errors import ListFull
from core.saved.merge_lists import merge_guest_lists
from core.saved.owner import Owner
from core.saved.save_piece import save_piece
from tests.factories.shop import a_piece, a_shopper

TABS = 12
pytestmark = pytest.mark.race


async def test_tabs_that_save_at_once_share_one_list_and_one_piece(
    clean_database: AsyncEngine,
):
    token = random_token()
    async with transaction() as session:
        mug = await a_piece(session)

    async def save() -> None:
        async with transaction() as session:
            await save_piece(session, GUEST, token, mug.product.id)

    await asyncio.gather(*(save() for _ in range(TABS)))

    async with transaction() as session:
        [only] = await lists.list_lists(session, GUEST, token)
    assert only.pieces == 1


async def fill() -> int:
    """Many tabs save different pieces on one list; how many are on it then."""
    async with transaction() as session:
        shopper = await a_shopper(session)
        shelf = [(await a_piece(session)).product.id for _ in range(TABS)]
        mine = (await queries.open_default(session, Owner(user_id=shopper.user_id))).id

    async def save(product_id) -> None:
        async with transaction() as session:
            await save_piece(session, shopper, None, product_id)

    answers = await asyncio.gather(*(save(one) for one in shelf), return_exceptions=True)
    assert {type(answer) for answer in answers} <= {type(None), ListFull}
    async with transaction() as session:
        return await queries.count_pieces(session, mine)


async def test_the_limit_of_a_list_holds_against_many_tabs(
    clean_database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "MAX_PIECES", 5)

    assert await fill() == 5


async def test_without_the_lists_lock_it_would_not(
    clean_database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
):
    locked = queries.open_default

    async def unlocked(session, owner):
        return await queries.find_default(session, owner) or await locked(session, owner)

    monkeypatch.setattr(module, "MAX_PIECES", 5)
    monkeypatch.setattr(queries, "open_default", unlocked)

    assert await fill() > 5


async def test_two_sign_ins_with_one_cookie_move_its_pieces_once(clean_database: AsyncEngine):
    token = random_token()
    async with transaction() as session:
        shopper = await a_shopper(session)
        for _ in range(5):
            piece = await a_piece(session)
            await save_piece(session, GUEST, token, piece.product.id)

    async def sign_in() -> None:
        async with transaction() as session:
            await merge_guest_lists(session, token, shopper.require_user())

    await asyncio.gather(*(sign_in() for _ in range(TABS)))

    async with transaction() as session:
        [only] = await lists.list_lists(session, shopper, None)
    assert (only.name, only.pieces) == ("Saved", 5)
