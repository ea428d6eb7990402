"""Two tabs, two devices, two sign-ins at the same moment."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.cart import queries, service
from core.cart.errors import BagClosed
from core.cart.merge_carts import merge_guest_cart
from core.cart.models import CartLine
from core.cart.open_cart import open_cart
from core.db.session import transaction
from core.kernel.principal import GUEST
from core.kernel.secrets import random_token
from tests.factories.shop import a_piece, a_shopper

TABS = 12
pytestmark = pytest.mark.race


async def test_tabs_that_add_the_same_thing_share_one_line(clean_database: AsyncEngine):
    token = random_token()
    async with transaction() as session:
        piece = await a_piece(session, stock=100)

    async def add() -> None:
        async with transaction() as session:
            cart = await open_cart(session, GUEST, token)
            await service.add_line(session, cart, piece.variant.id)

    await asyncio.gather(*(add() for _ in range(TABS)))

    async with transaction() as session:
        lines = await queries.list_lines(session, (await open_cart(session, GUEST, token)).id)
    assert [line.quantity for line in lines] == [TABS]


async def test_without_the_lock_additions_are_lost_or_collide(clean_database: AsyncEngine):
    token = random_token()
    async with transaction() as session:
        piece = await a_piece(session, stock=100)
        cart = await open_cart(session, GUEST, token)
        await service.add_line(session, cart, piece.variant.id)

    async def add_unguarded() -> None:
        async with transaction() as session:
            line = await queries.find_line_of(session, cart.id, piece.variant.id)
            assert line is not None
            await asyncio.sleep(0.05)
            line.quantity += 1

    await asyncio.gather(*(add_unguarded() for _ in range(TABS)))

    async with transaction() as session:
        assert await queries.count_units(session, cart.id) < 1 + TABS


async def test_devices_that_open_an_accounts_bag_at_once_get_the_same_one(
    clean_database: AsyncEngine,
):
    async with transaction() as session:
        shopper = await a_shopper(session)

    async def open_one() -> object:
        async with transaction() as session:
            return (await open_cart(session, shopper, None)).id

    assert len(set(await asyncio.gather(*(open_one() for _ in range(TABS))))) == 1


async def test_sign_ins_at_once_merge_the_guests_bag_once(clean_database: AsyncEngine):
    token = random_token()
    async with transaction() as session:
        piece, shopper = await a_piece(session, stock=100), await a_shopper(session)
        guest = await open_cart(session, GUEST, token)
        await service.add_line(session, guest, piece.variant.id, 3)

    async def merge() -> None:
        async with transaction() as session:
            await merge_guest_cart(session, token, shopper.require_user())

    await asyncio.gather(*(merge() for _ in range(TABS)))

    async with transaction() as session:
        cart = await open_cart(session, shopper, None)
        assert await queries.count_units(session, cart.id) == 3


async def test_the_lines_of_a_bag_are_handed_over_once(clean_database: AsyncEngine):
    async with transaction() as session:
        piece = await a_piece(session, stock=100)
        cart = await open_cart(session, GUEST, random_token())
        await service.add_line(session, cart, piece.variant.id, 3)

    async def take() -> list[CartLine]:
        async with transaction() as session:
            return list(await service.take_lines(session, cart.id))

    taken = await asyncio.gather(*(take() for _ in range(TABS)))

    assert sorted(len(lines) for lines in taken) == [0] * (TABS - 1) + [1]


async def test_what_is_added_while_the_bag_is_merged_is_refused_or_moves_along(
    clean_database: AsyncEngine,
):
    token = random_token()
    async with transaction() as session:
        piece, shopper = await a_piece(session, stock=100), await a_shopper(session)
        guest = await open_cart(session, GUEST, token)

    async def add() -> int:
        try:
            async with transaction() as session:
                await service.add_line(session, guest, piece.variant.id)
        except BagClosed:
            return 0
        return 1

    async def merge() -> int:
        async with transaction() as session:
            await merge_guest_cart(session, token, shopper.require_user())
        return 0

    added = sum(await asyncio.gather(add(), add(), merge(), add(), add()))

    async with transaction() as session:
        cart = await open_cart(session, shopper, None)
        assert await queries.count_units(session, cart.id) == added
