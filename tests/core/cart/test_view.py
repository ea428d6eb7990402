"""What a bag shows."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import service
from core.cart.models import Cart
from core.cart.open_cart import open_cart
from core.cart.view import Bag, LineProblem, view_bag
from core.catalog.models import ProductStatus
from core.kernel.money import Money
from core.kernel.principal import GUEST
from core.kernel.secrets import random_token
from core.shipping.arrival import Arrival
from core.shipping.models import Zone
from tests.factories.shop import (
    Sold,
    a_delivery_rate,
    a_piece,
    a_workshop,
    set_price,
    set_stock,
)
from tests.statements import recorded_statements

MONDAY = date(2026, 11, 23)


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


async def shown(session: AsyncSession, cart: Cart | None, country: str | None = "PT") -> Bag:
    return await view_bag(session, cart, country, "EUR", MONDAY)


async def a_bag_with(session: AsyncSession, *pieces: tuple[Sold, int]) -> Cart:
    cart = await open_cart(session, GUEST, random_token())
    for piece, quantity in pieces:
        await service.add_line(session, cart, piece.variant.id, quantity)
    return cart


async def test_no_bag_is_an_empty_bag(session: AsyncSession):
    bag = await shown(session, None)

    assert (bag.units, bag.total, bag.is_orderable) == (0, eur(0), False)


async def test_lines_are_grouped_by_workshop_with_their_own_delivery(session: AsyncSession):
    near = await a_workshop(session, country="PT", dispatch_days=(1, 2))
    far = await a_workshop(session, country="DE", dispatch_days=(2, 4))
    await a_delivery_rate(session, near, Zone.DOMESTIC, 450, free_over_minor=2000)
    await a_delivery_rate(session, far, Zone.EU, 890, transit_days=(3, 5))
    mug, bowl = (
        await a_piece(session, near, prices={"EUR": 900}),
        await a_piece(session, near, prices={"EUR": 800}),
    )
    throw = await a_piece(session, far, prices={"EUR": 12000}, lead_time_days=7)
    cart = await a_bag_with(session, (mug, 1), (throw, 2), (bowl, 1))

    bag = await shown(session, cart)

    first, second = bag.parcels
    assert [line.title for line in first.lines] == [mug.product.title, bowl.product.title]
    assert (first.goods, first.delivery) == (eur(1700), eur(450))
    assert first.left_to_free_delivery == eur(300)
    assert first.arrival == Arrival(date(2026, 11, 25), date(2026, 11, 30))
    assert (second.goods, second.delivery) == (eur(24000), eur(890))
    assert second.arrival == Arrival(date(2026, 12, 7), date(2026, 12, 11))
    assert (bag.subtotal, bag.delivery, bag.total) == (eur(25700), eur(1340), eur(27040))
    assert (bag.units, bag.is_orderable) == (4, True)


async def test_a_workshop_that_does_not_deliver_there_stands_in_the_way(session: AsyncSession):
    piece = await a_piece(session)
    cart = await a_bag_with(session, (piece, 1))

    undelivered, undecided = await shown(session, cart), await shown(session, cart, None)

    assert undelivered.parcels[0].is_undeliverable
    assert not undelivered.is_orderable
    assert not undecided.parcels[0].is_undeliverable


async def test_what_is_not_sent_needs_no_delivery(session: AsyncSession):
    course = await a_piece(session, stock=None, requires_shipping=False)
    bag = await shown(session, await a_bag_with(session, (course, 1)))

    assert bag.is_orderable
    assert bag.total == eur(1250)


async def test_a_changed_price_is_shown_until_it_is_accepted(session: AsyncSession):
    piece = await a_piece(session, prices={"EUR": 1250})
    cart = await a_bag_with(session, (piece, 2))
    await set_price(session, piece, 1400)

    (line,) = (await shown(session, cart, None)).lines
    assert (line.seen, line.unit, line.price_change) == (eur(1250), eur(1400), eur(150))
    assert line.line_total == eur(2800)

    await service.accept_prices(session, cart)
    (line,) = (await shown(session, cart, None)).lines
    assert line.price_change is None


async def test_what_cannot_be_had_is_named_and_not_counted(session: AsyncSession):
    few, gone, hidden, fine = [await a_piece(session, stock=10) for _ in range(4)]
    cart = await a_bag_with(session, (few, 5), (gone, 1), (hidden, 1), (fine, 1))
    await set_stock(session, few, 2)
    await set_stock(session, gone, 0)
    hidden.product.status = ProductStatus.PAUSED
    await session.flush()

    bag = await shown(session, cart, None)

    assert {line.variant_id: line.problem for line in bag.lines} == {
        few.variant.id: LineProblem.TOO_MANY,
        gone.variant.id: LineProblem.SOLD_OUT,
        hidden.variant.id: LineProblem.HIDDEN,
        fine.variant.id: None,
    }
    assert bag.subtotal == eur(6 * 1250)
    assert not bag.is_orderable


async def test_saved_things_are_listed_apart_with_their_options(session: AsyncSession):
    piece = await a_piece(session)
    cart = await a_bag_with(session, (piece, 2))
    line_id = next(iter((await shown(session, cart)).lines)).line_id

    await service.save_for_later(session, cart, line_id)

    bag = await shown(session, cart)
    assert bag.parcels == ()
    assert [(line.quantity, line.options) for line in bag.saved] == [(2, (("Color", "Oat"),))]


async def test_a_full_bag_takes_no_more_statements_than_a_small_one(
    session: AsyncSession, engine: AsyncEngine
):
    pieces = [await a_piece(session) for _ in range(12)]
    cart = await a_bag_with(session, *((piece, 1) for piece in pieces))
    session.expunge_all()
    with recorded_statements(engine) as statements:
        bag = await shown(session, cart)

    assert len(bag.parcels) == 12
    assert 0 < len(statements) <= 8, statements
