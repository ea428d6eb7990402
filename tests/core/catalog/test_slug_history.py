"""Old addresses are remembered, whoever changes them."""

import pytest
from sqlalchemy import text

from core.catalog.errors import AddressTaken
from core.catalog.slug_history import (
    Named,
    find_renamed,
    readdress_category,
    readdress_product,
)
from core.kernel.errors import Forbidden, Invalid
from core.vendors.models import Vendor
from tests.factories.catalog import a_category, a_product, a_vendor
from tests.factories.principals import an_operator
from tests.factories.shop import a_member, a_shopper


async def test_an_old_address_leads_to_the_present_one_over_several_changes(session):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await a_product(session, vendor=vendor)
    first = made.slug

    await readdress_product(session, owner, made.id, "Second Name")
    await readdress_product(session, owner, made.id, "third-name")

    assert made.slug == "third-name"
    assert await find_renamed(session, Named.PRODUCT, first) == "third-name"
    assert await find_renamed(session, Named.PRODUCT, "second-name") == "third-name"
    assert await find_renamed(session, Named.CATEGORY, first) is None


async def test_a_change_by_hand_is_remembered_as_well(session):
    vendor = await a_vendor(session)
    before = vendor.slug

    change = text("UPDATE vendors SET slug = 'moved' WHERE id = :id")
    await session.execute(change, {"id": vendor.id})

    assert await find_renamed(session, Named.VENDOR, before) == "moved"
    assert (await session.get(Vendor, vendor.id)) is vendor


async def test_nobody_gets_an_address_that_leads_elsewhere(session):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    one, other = (
        await a_product(session, vendor=vendor),
        await a_product(session, vendor=vendor),
    )
    before = one.slug
    await readdress_product(session, owner, one.id, "new-name")

    for taken in (before, "new-name"):
        with pytest.raises(AddressTaken):
            await readdress_product(session, owner, other.id, taken)

    await readdress_product(session, owner, one.id, before)
    assert one.slug == before


async def test_only_its_workshop_readdresses_a_product_and_staff_a_category(session):
    made, category = await a_product(session), await a_category(session, "Vases")
    stranger = await a_shopper(session)
    before = category.slug

    with pytest.raises(Forbidden):
        await readdress_product(session, stranger, made.id, "mine")
    with pytest.raises(Forbidden):
        await readdress_category(session, stranger, category.id, "mine")
    with pytest.raises(Invalid):
        await readdress_category(session, an_operator(), category.id, "!!!")

    await readdress_category(session, an_operator(), category.id, "Vessels")
    assert await find_renamed(session, Named.CATEGORY, before) == "vessels"


@pytest.mark.parametrize("slug", ["", "x" * 500, "a\x00b", "\u202e", "../../etc"])
async def test_nonsense_was_never_an_address(session, slug):
    assert await find_renamed(session, Named.PRODUCT, slug) is None
