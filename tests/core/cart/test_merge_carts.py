"""A guest's bag and an account's become one."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import merge_carts, queries, service
from core.cart.merge_carts import merge_guest_cart
from core.cart.models import MAX_QUANTITY, CartStatus
from core.cart.open_cart import find_cart, open_cart
from core.kernel.principal import GUEST
from core.kernel.secrets import random_token
from tests.factories.shop import a_piece, a_shopper


async def test_quantities_of_the_same_thing_add_up_and_nothing_is_lost(session: AsyncSession):
    shared, theirs, mine = [await a_piece(session, stock=20) for _ in range(3)]
    shopper, token = await a_shopper(session), random_token()
    guest = await open_cart(session, GUEST, token)
    await service.add_line(session, guest, shared.variant.id, 2)
    await service.add_line(session, guest, theirs.variant.id, 1)
    cart = await open_cart(session, shopper, None)
    await service.add_line(session, cart, shared.variant.id, 3)
    await service.add_line(session, cart, mine.variant.id, 4)

    merged = await merge_guest_cart(session, token, shopper.require_user())

    assert merged is not None
    lines = await queries.list_lines(session, merged.id)
    assert {line.variant_id: line.quantity for line in lines} == {
        shared.variant.id: 5,
        mine.variant.id: 4,
        theirs.variant.id: 1,
    }
    assert merged.id == cart.id
    assert guest.status is CartStatus.MERGED


async def test_merging_twice_adds_nothing(session: AsyncSession):
    piece = await a_piece(session, stock=20)
    shopper, token = await a_shopper(session), random_token()
    guest = await open_cart(session, GUEST, token)
    await service.add_line(session, guest, piece.variant.id, 2)

    first = await merge_guest_cart(session, token, shopper.require_user())
    second = await merge_guest_cart(session, token, shopper.require_user())

    assert first is not None
    assert second is None
    assert await queries.count_units(session, first.id) == 2
    assert await find_cart(session, GUEST, token) is None


async def test_a_merged_sum_stays_within_a_line(session: AsyncSession):
    piece = await a_piece(session, stock=None)
    shopper, token = await a_shopper(session), random_token()
    await service.add_line(
        session, await open_cart(session, GUEST, token), piece.variant.id, 600
    )
    cart = await open_cart(session, shopper, None)
    await service.add_line(session, cart, piece.variant.id, 600)

    await merge_guest_cart(session, token, shopper.require_user())

    assert await queries.count_units(session, cart.id) == MAX_QUANTITY


async def test_lines_beyond_the_limit_are_saved_for_later(session: AsyncSession, monkeypatch):
    monkeypatch.setattr(merge_carts, "MAX_LINES", 2)
    pieces = [await a_piece(session) for _ in range(3)]
    shopper, token = await a_shopper(session), random_token()
    guest = await open_cart(session, GUEST, token)
    for piece in pieces[1:]:
        await service.add_line(session, guest, piece.variant.id)
    cart = await open_cart(session, shopper, None)
    await service.add_line(session, cart, pieces[0].variant.id)

    await merge_guest_cart(session, token, shopper.require_user())

    lines = await queries.list_lines(session, cart.id)
    assert sorted(line.is_saved for line in lines) == [False, False, True]


async def test_the_accounts_currency_stays_and_prices_follow_it(session: AsyncSession):
    piece = await a_piece(session, prices={"EUR": 1250, "USD": 1400})
    shopper, token = await a_shopper(session), random_token()
    await service.add_line(
        session, await open_cart(session, GUEST, token, "USD"), piece.variant.id
    )
    cart = await open_cart(session, shopper, None, "EUR")

    merged = await merge_guest_cart(session, token, shopper.require_user())

    assert merged is not None
    assert merged.currency == "EUR"
    assert [line.seen_minor for line in await queries.list_lines(session, cart.id)] == [1250]


async def test_an_account_without_a_bag_gets_one_in_the_guests_currency(session: AsyncSession):
    piece = await a_piece(session, prices={"USD": 1400})
    shopper, token = await a_shopper(session), random_token()
    await service.add_line(
        session, await open_cart(session, GUEST, token, "USD"), piece.variant.id
    )

    merged = await merge_guest_cart(session, token, shopper.require_user())

    assert merged is not None
    assert (merged.currency, merged.user_id) == ("USD", shopper.user_id)
    assert await queries.count_units(session, merged.id) == 1


async def test_without_a_guest_bag_there_is_nothing_to_merge(session: AsyncSession):
    shopper = await a_shopper(session)

    assert await merge_guest_cart(session, None, shopper.require_user()) is None
    assert await merge_guest_cart(session, random_token(), shopper.require_user()) is None
    assert await find_cart(session, shopper, None) is None
