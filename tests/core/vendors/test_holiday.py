"""A workshop on holiday is seen and sells nothing."""

from datetime import timedelta

import pytest
from sqlmodel import select

from core.cart import service
from core.cart.errors import WorkshopAway
from core.cart.open_cart import open_cart
from core.cart.view import LineProblem, view_bag
from core.catalog.card_queries import cards_by_ids
from core.catalog.index_queries import list_indexable
from core.catalog.page_queries import get_published
from core.catalog.read_models import Stock
from core.checkout.quote_bag import quote_bag
from core.events.models import OutboxMessage
from core.kernel.clock import utc_now
from core.kernel.errors import Forbidden
from core.kernel.principal import GUEST, VendorRole
from core.kernel.secrets import random_token
from core.vendors.errors import ShopDetailsInvalid
from core.vendors.holiday import Holiday, set_holiday, turn_holidays
from core.vendors.shop import get_shop
from tests.factories.shop import a_member, a_piece, a_workshop

DAY = timedelta(days=1)


def today():
    return utc_now().date()


async def on_holiday(session, workshop, *, first=0, last=3, message=""):
    owner = await a_member(session, workshop, VendorRole.OWNER)
    holiday = Holiday(today() + first * DAY, today() + last * DAY, message)
    await set_holiday(session, owner, holiday, today())


async def test_pieces_are_shown_with_the_day_of_return_and_cannot_be_bought(session):
    workshop = await a_workshop(session)
    piece = await a_piece(session, workshop)
    await on_holiday(session, workshop, message="The kiln cools.")

    page = await get_published(session, piece.product.slug, "EUR")
    (card,) = await cards_by_ids(session, [piece.product.id], "EUR")
    (indexed,) = await list_indexable(session, [piece.product.id])

    back_on = today() + 4 * DAY
    assert page.variants[0].availability.status is Stock.AWAY
    assert (page.workshop.back_on, page.workshop.vacation_message) == (
        back_on,
        "The kiln cools.",
    )
    assert (card.is_buyable, card.back_on) == (False, back_on)
    assert not indexed.variants[0].is_buyable
    assert (await get_shop(session, workshop.slug)).back_on == back_on


async def test_nothing_goes_into_a_bag_and_what_is_in_one_is_not_ordered(session):
    workshop = await a_workshop(session)
    piece, other = await a_piece(session, workshop), await a_piece(session, workshop)
    bag = await open_cart(session, GUEST, random_token())
    await service.add_line(session, bag, piece.variant.id, 1)
    await on_holiday(session, workshop)

    with pytest.raises(WorkshopAway):
        await service.add_line(session, bag, other.variant.id, 1)
    with pytest.raises(WorkshopAway):
        await quote_bag(session, bag, "PT")

    shown = await view_bag(session, bag, None, "EUR", today())
    assert [line.problem for line in shown.lines] == [LineProblem.AWAY]
    assert not shown.is_orderable


@pytest.mark.parametrize(("first", "last"), [(1, 3), (-5, -1)])
async def test_before_and_after_it_everything_is_sold(session, first, last):
    workshop = await a_workshop(session)
    piece = await a_piece(session, workshop)
    workshop.vacation_from = today() + first * DAY
    workshop.vacation_to = today() + last * DAY
    await session.flush()

    page = await get_published(session, piece.product.slug, "EUR")

    assert page.is_buyable
    assert page.workshop.back_on is None


@pytest.mark.parametrize(
    ("holiday", "field"),
    [
        (Holiday(today(), None), "vacation_to"),
        (Holiday(None, today()), "vacation_from"),
        (Holiday(today(), today() - DAY), "vacation_to"),
        (Holiday(today() - 9 * DAY, today() - DAY), "vacation_to"),
        (Holiday(today(), today() + 400 * DAY), "vacation_to"),
    ],
)
async def test_a_holiday_that_cannot_be_names_its_field(session, holiday, field):
    workshop = await a_workshop(session)
    owner = await a_member(session, workshop, VendorRole.OWNER)

    with pytest.raises(ShopDetailsInvalid) as refused:
        await set_holiday(session, owner, holiday, today())

    assert refused.value.field == field
    assert workshop.vacation_from is None


async def test_only_owners_send_a_workshop_on_holiday(session):
    workshop = await a_workshop(session)
    staff = await a_member(session, workshop, VendorRole.ORDERS)

    with pytest.raises(Forbidden):
        await set_holiday(session, staff, Holiday(today(), today()), today())


async def test_the_day_it_leaves_and_the_day_it_is_back_are_told(session):
    leaves, back, away = [await a_workshop(session) for _ in range(3)]
    leaves.vacation_from, leaves.vacation_to = today(), today() + 3 * DAY
    back.vacation_from, back.vacation_to = today() - 9 * DAY, today() - DAY
    away.vacation_from, away.vacation_to = today() - DAY, today() + DAY
    await session.flush()

    assert await turn_holidays(session, today()) == 2

    told = {
        message.payload["vendor_id"] for message in await session.exec(select(OutboxMessage))
    }
    assert told == {str(leaves.id), str(back.id)}
