"""Lines of a bag: adding, changing, setting aside, limits."""

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import queries, service
from core.cart.errors import BagClosed, BagFull, NoBagCookie, NoPrice, NoSuchLine, NotForSale
from core.cart.models import MAX_QUANTITY, CartLine, CartStatus
from core.cart.open_cart import find_cart, open_cart
from core.cart.tasks import delete_expired
from core.catalog.models import ProductStatus
from core.inventory.errors import OutOfStock
from core.kernel.errors import Invalid
from core.kernel.ids import new_id
from core.kernel.principal import GUEST
from core.kernel.secrets import random_token
from core.vendors.models import VendorStatus
from tests.factories.shop import a_piece, a_shopper, a_workshop


async def quantities(session: AsyncSession, cart_id) -> list[tuple[int, bool]]:
    lines = await queries.list_lines(session, cart_id)
    return [(line.quantity, line.is_saved) for line in lines]


async def test_a_guest_finds_the_bag_again_by_the_cookie_alone(session: AsyncSession):
    token = random_token()

    cart = await open_cart(session, GUEST, token, "USD")

    assert cart.currency == "USD"
    assert (await open_cart(session, GUEST, token)).id == cart.id
    assert (await open_cart(session, GUEST, random_token())).id != cart.id
    assert token not in repr(cart.token_hash)


@pytest.mark.parametrize("token", [None, "", "short", "ü" * 40, "x" * 500])
async def test_without_a_cookie_of_ours_there_is_no_guest_bag(session: AsyncSession, token):
    assert await find_cart(session, GUEST, token) is None
    with pytest.raises(NoBagCookie):
        await open_cart(session, GUEST, token)


async def test_looking_for_a_bag_starts_none(session: AsyncSession):
    shopper = await a_shopper(session)

    assert await find_cart(session, shopper, None) is None
    assert await session.scalar(text("SELECT count(*) FROM carts")) == 0


async def test_an_account_has_one_bag_whatever_the_cookie_says(session: AsyncSession):
    shopper, other = await a_shopper(session), await a_shopper(session)
    token = random_token()
    guests = await open_cart(session, GUEST, token)

    cart = await open_cart(session, shopper, token)

    assert cart.id != guests.id
    assert (await open_cart(session, shopper, None)).id == cart.id
    assert (await open_cart(session, other, token)).id != cart.id


async def test_using_the_bag_keeps_it_for_thirty_days_more(session: AsyncSession):
    token = random_token()
    cart = await open_cart(session, GUEST, token)
    await session.execute(text("UPDATE carts SET expires_at = now() + interval '2 days'"))

    await open_cart(session, GUEST, token)

    days = await session.scalar(text("SELECT expires_at::date - current_date FROM carts"))
    assert days == 30
    assert cart.status is CartStatus.ACTIVE


@pytest.mark.bends_rows
async def test_an_expired_bag_is_not_found_and_the_cookie_gets_a_new_one(session: AsyncSession):
    token = random_token()
    old = await open_cart(session, GUEST, token)
    await session.execute(text("UPDATE carts SET expires_at = now() - interval '1 second'"))

    new = await open_cart(session, GUEST, token)

    assert new.id != old.id
    assert await quantities(session, new.id) == []


async def test_the_daily_job_deletes_only_what_nobody_came_back_to(session: AsyncSession):
    piece = await a_piece(session)
    gone = await open_cart(session, GUEST, random_token())
    await service.add_line(session, gone, piece.variant.id)
    kept = await open_cart(session, GUEST, random_token())
    await session.execute(
        text("UPDATE carts SET expires_at = now() - interval '1 hour' WHERE id = :id"),
        {"id": gone.id},
    )

    await delete_expired(timestamp=0)

    rows = (await session.execute(text("SELECT id FROM carts"))).scalars().all()
    assert rows == [kept.id]
    assert await session.scalar(text("SELECT count(*) FROM cart_lines")) == 0


async def test_adding_twice_adds_up_on_one_line(session: AsyncSession):
    piece = await a_piece(session, stock=10)
    cart = await open_cart(session, GUEST, random_token())

    await service.add_line(session, cart, piece.variant.id, 2)
    change = await service.add_line(session, cart, piece.variant.id, 3)

    assert (change.quantity, change.notice) == (5, "")
    assert await quantities(session, cart.id) == [(5, False)]


async def test_more_than_there_are_is_clamped_and_said(session: AsyncSession):
    piece = await a_piece(session, stock=3)
    cart = await open_cart(session, GUEST, random_token())

    change = await service.add_line(session, cart, piece.variant.id, 5)
    again = await service.set_quantity(session, cart, change.line_id, 9)

    assert (change.asked, change.quantity, change.is_clamped) == (5, 3, True)
    assert again.notice == "Only 3 available, so 3 are in your bag."
    assert await quantities(session, cart.id) == [(3, False)]


async def test_what_is_not_counted_is_limited_by_the_line_alone(session: AsyncSession):
    piece = await a_piece(session, stock=None)
    cart = await open_cart(session, GUEST, random_token())
    await service.add_line(session, cart, piece.variant.id, 500)

    change = await service.add_line(session, cart, piece.variant.id, 500)

    assert (change.asked, change.quantity) == (1000, MAX_QUANTITY)
    assert change.notice == "A line holds 999 at most, so 999 are in your bag."


async def test_sold_out_leaves_no_line(session: AsyncSession):
    piece = await a_piece(session, stock=0)
    cart = await open_cart(session, GUEST, random_token())

    with pytest.raises(OutOfStock, match="sold out"):
        await service.add_line(session, cart, piece.variant.id)

    assert await quantities(session, cart.id) == []


@pytest.mark.parametrize("quantity", [0, -1, MAX_QUANTITY + 1])
async def test_quantities_out_of_range_are_refused(session: AsyncSession, quantity: int):
    piece = await a_piece(session, stock=None)
    cart = await open_cart(session, GUEST, random_token())

    with pytest.raises(Invalid):
        await service.add_line(session, cart, piece.variant.id, quantity)


async def test_only_what_is_shown_and_priced_can_be_put_in(session: AsyncSession):
    draft = await a_piece(session, status=ProductStatus.DRAFT)
    closed = await a_piece(session, await a_workshop(session, status=VendorStatus.SUSPENDED))
    dollars = await a_piece(session, prices={"USD": 1400})
    cart = await open_cart(session, GUEST, random_token())

    for hidden in (draft.variant.id, closed.variant.id, new_id()):
        with pytest.raises(NotForSale):
            await service.add_line(session, cart, hidden)
    with pytest.raises(NoPrice, match="EUR"):
        await service.add_line(session, cart, dollars.variant.id)


async def test_a_bag_holds_a_hundred_lines(session: AsyncSession, monkeypatch):
    monkeypatch.setattr(service, "MAX_LINES", 2)
    pieces = [await a_piece(session) for _ in range(3)]
    cart = await open_cart(session, GUEST, random_token())
    first = await service.add_line(session, cart, pieces[0].variant.id)
    await service.add_line(session, cart, pieces[1].variant.id)

    with pytest.raises(BagFull):
        await service.add_line(session, cart, pieces[2].variant.id)
    await service.add_line(session, cart, pieces[1].variant.id)
    await service.save_for_later(session, cart, first.line_id)
    await service.add_line(session, cart, pieces[2].variant.id)

    assert len(await queries.list_lines(session, cart.id)) == 3


async def test_another_bags_line_cannot_be_reached(session: AsyncSession):
    piece = await a_piece(session)
    mine = await open_cart(session, GUEST, random_token())
    other = await open_cart(session, GUEST, random_token())
    line = await service.add_line(session, other, piece.variant.id, 2)

    with pytest.raises(NoSuchLine):
        await service.set_quantity(session, mine, line.line_id, 1)
    with pytest.raises(NoSuchLine):
        await service.remove_line(session, mine, line.line_id)
    with pytest.raises(NoSuchLine):
        await service.save_for_later(session, mine, line.line_id)

    assert await quantities(session, other.id) == [(2, False)]


async def test_removing_tells_what_to_put_back(session: AsyncSession):
    piece = await a_piece(session)
    cart = await open_cart(session, GUEST, random_token())
    line = await service.add_line(session, cart, piece.variant.id, 2)

    removed = await service.remove_line(session, cart, line.line_id)
    assert await quantities(session, cart.id) == []
    await service.add_line(session, cart, removed.variant_id, removed.quantity)

    assert await quantities(session, cart.id) == [(2, False)]


async def test_saved_lines_come_back_with_their_quantity(session: AsyncSession):
    piece = await a_piece(session, stock=4)
    cart = await open_cart(session, GUEST, random_token())
    line = await service.add_line(session, cart, piece.variant.id, 3)

    await service.save_for_later(session, cart, line.line_id)
    assert await queries.count_units(session, cart.id) == 0
    back = await service.move_to_bag(session, cart, line.line_id)

    assert (back.line_id, back.quantity) == (line.line_id, 3)
    assert await queries.count_units(session, cart.id) == 3


async def test_clearing_keeps_what_was_saved(session: AsyncSession):
    kept, gone = await a_piece(session), await a_piece(session)
    cart = await open_cart(session, GUEST, random_token())
    line = await service.add_line(session, cart, kept.variant.id)
    await service.save_for_later(session, cart, line.line_id)
    await service.add_line(session, cart, gone.variant.id)

    await service.clear(session, cart)

    assert await quantities(session, cart.id) == [(1, True)]


@pytest.mark.bends_rows
async def test_a_merged_bag_takes_nothing_more(session: AsyncSession):
    piece = await a_piece(session)
    cart = await open_cart(session, GUEST, random_token())
    cart.status = CartStatus.MERGED
    await session.flush()

    with pytest.raises(BagClosed):
        await service.add_line(session, cart, piece.variant.id)

    assert await session.scalar(text("SELECT count(*) FROM cart_lines")) == 0


async def test_another_currency_prices_the_lines_anew_and_names_what_is_dropped(
    session: AsyncSession,
):
    both = await a_piece(session, prices={"EUR": 1250, "USD": 1400})
    euros = await a_piece(session, prices={"EUR": 900})
    cart = await open_cart(session, GUEST, random_token())
    await service.add_line(session, cart, both.variant.id)
    await service.add_line(session, cart, euros.variant.id)

    switch = await service.switch_currency(session, cart, "USD")

    assert switch.dropped == (euros.product.title,)
    assert cart.currency == "USD"
    lines: list[CartLine] = await queries.list_lines(session, cart.id)
    assert [(line.variant_id, line.seen_minor) for line in lines] == [(both.variant.id, 1400)]


async def test_an_unknown_currency_changes_nothing(session: AsyncSession):
    cart = await open_cart(session, GUEST, random_token())

    with pytest.raises(Invalid):
        await service.switch_currency(session, cart, "GBP")

    assert cart.currency == "EUR"
