"""What a workshop says about itself, what the market takes, and its stripe."""

from uuid import UUID

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.errors import InvalidEmail
from core.identity.models import AuditEntry
from core.kernel.errors import Forbidden
from core.kernel.principal import VendorRole
from core.settings import settings
from core.vendors import commission, directory, selvedge
from core.vendors.errors import CommissionPlanInvalid, ShopDetailsInvalid, VendorNotFound
from core.vendors.models import Vendor, VendorStatus
from core.vendors.shop import get_shop
from core.vendors.slugs import free_slug, slug_of
from core.vendors.update_shop import update_shop
from tests.factories.identity import staff
from tests.factories.mails import everything_told
from tests.factories.workshops import a_vendor, details, joined


async def test_an_owner_edits_the_shop_and_keeps_its_address(session: AsyncSession):
    vendor = await a_vendor(session)
    slug = vendor.slug
    owner = await joined(session, vendor)

    await update_shop(
        session, owner, details(languages=("EN", "en", "de"), policies={"repairs": " Always. "})
    )

    await session.refresh(vendor)
    assert (vendor.name, vendor.country, vendor.slug) == ("Elm & Ash", "GB", slug)
    assert vendor.languages == ["en", "de"]
    assert vendor.policies == {"returns_days": 30, "repairs": "Always."}
    assert await everything_told(session) == ["VendorUpdated"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 121),
        ("story", "x" * 4001),
        ("country", "Great Britain"),
        ("languages", ("english",)),
        ("founded", 1200),
        ("people", 0),
        ("dispatch_days_max", 1),
        ("dispatch_days_max", 500),
        ("craft", "turn\x00ing"),
    ],
)
async def test_details_that_make_no_sense_are_refused(
    session: AsyncSession, field: str, value: object
):
    vendor = await a_vendor(session)
    owner = await joined(session, vendor)

    with pytest.raises(ShopDetailsInvalid) as refusal:
        await update_shop(session, owner, details(**{field: value}))

    assert refusal.value.field == field
    await session.refresh(vendor)
    assert vendor.name == "Elm"


async def test_the_contact_address_has_to_be_one(session: AsyncSession):
    owner = await joined(session, await a_vendor(session))

    with pytest.raises(InvalidEmail):
        await update_shop(session, owner, details(email="not an address"))


async def test_members_who_are_not_owners_do_not_edit_the_shop(session: AsyncSession):
    member = await joined(session, await a_vendor(session), VendorRole.CATALOG)

    with pytest.raises(Forbidden):
        await update_shop(session, member, details())


@pytest.mark.parametrize("status", [s for s in VendorStatus if s is not VendorStatus.APPROVED])
async def test_only_approved_workshops_have_a_page(session: AsyncSession, status: VendorStatus):
    vendor = await a_vendor(session, status)

    with pytest.raises(VendorNotFound):
        await get_shop(session, vendor.slug)


async def test_the_page_names_who_sells_but_no_commission(session: AsyncSession):
    vendor = await a_vendor(session)

    shop = await get_shop(session, vendor.slug)

    assert shop.legal_name == "Elm Ltd"
    assert shop.legal_address == "1 Mill Lane, LA1 1AA Lancaster"
    assert not hasattr(shop, "commission_plan_id")


async def test_the_rate_is_the_workshops_own_plan_then_the_default_then_the_setting(
    session: AsyncSession,
):
    first, second = await a_vendor(session, name="One"), await a_vendor(session, name="Two")
    operator = await staff(session)
    usual = settings().default_commission_bps
    assert await commission.commission_bps(session, first.id) == usual

    standard = await commission.create_plan(session, operator, "Standard", 1500)
    await commission.make_default_plan(session, operator, standard.id)
    friends = await commission.create_plan(session, operator, "Friends", 800)
    await commission.assign_plan(session, operator, first.id, friends.id)

    rates = await commission.commission_rates(session, [first.id, second.id])
    assert rates == {first.id: 800, second.id: 1500}

    await commission.change_rate(session, operator, friends.id, 0)
    await commission.assign_plan(session, operator, second.id, None)
    rates = await commission.commission_rates(session, [first.id, second.id])
    assert rates == {first.id: 0, second.id: 1500}
    entries = (await session.exec(select(AuditEntry))).all()
    assert [entry.action for entry in entries if "plan" in entry.action] == [
        "vendors.create_plan",
        "vendors.make_default_plan",
        "vendors.create_plan",
        "vendors.assign_plan",
        "vendors.assign_plan",
    ]


async def test_there_is_one_default_plan(session: AsyncSession):
    operator = await staff(session)
    first = await commission.create_plan(session, operator, "First", 1000)
    second = await commission.create_plan(session, operator, "Second", 1100)
    await commission.make_default_plan(session, operator, first.id)

    await commission.make_default_plan(session, operator, second.id)

    plans = await commission.list_plans(session, operator)
    for plan in plans:
        await session.refresh(plan)
    assert [plan.name for plan in plans if plan.is_default] == ["Second"]


@pytest.mark.parametrize(("name", "rate"), [("Steep", 10_001), ("Negative", -1), (" ", 100)])
async def test_a_plan_that_makes_no_sense_is_refused(
    session: AsyncSession, name: str, rate: int
):
    with pytest.raises(CommissionPlanInvalid):
        await commission.create_plan(session, await staff(session), name, rate)


async def test_vendors_see_and_set_no_plans(session: AsyncSession):
    owner = await joined(session, await a_vendor(session))

    with pytest.raises(Forbidden):
        await commission.list_plans(session, owner)
    with pytest.raises(Forbidden):
        await commission.create_plan(session, owner, "Mine", 0)


async def test_staff_find_workshops_by_status_and_words(session: AsyncSession):
    operator = await staff(session)
    await a_vendor(session, VendorStatus.IN_REVIEW, name="Oak")
    wanted = await a_vendor(session, VendorStatus.IN_REVIEW, name="100%")
    await a_vendor(session, VendorStatus.APPROVED, name="Elm")

    page = await directory.list_vendors(session, operator, status=VendorStatus.IN_REVIEW)
    found = await directory.list_vendors(session, operator, search="0%")

    assert [vendor.name for vendor in page.items] == ["100%", "Oak"]
    assert [vendor.id for vendor in found.items] == [wanted.id]
    assert await directory.count_by_status(session, operator) == {
        VendorStatus.IN_REVIEW: 2,
        VendorStatus.APPROVED: 1,
    }


async def test_the_directory_is_for_staff(session: AsyncSession):
    owner = await joined(session, await a_vendor(session))

    with pytest.raises(Forbidden):
        await directory.list_vendors(session, owner)
    with pytest.raises(Forbidden):
        await directory.list_review_queue(session, owner)


def test_a_stripe_is_the_same_every_time_and_mirrored():
    vendor_id = UUID("0193f0c0-0000-7000-8000-000000000001")

    threads = selvedge.threads(vendor_id)

    assert threads == selvedge.threads(vendor_id)
    assert threads == tuple(reversed(threads))
    assert len(threads) in {7, 9, 11}


def test_stripes_of_a_hundred_workshops_differ_fit_their_column_and_use_tokens_only():
    stripes = {selvedge.css(UUID(int=number)) for number in range(100)}

    assert len(stripes) > 90
    assert all(len(stripe) <= 1000 for stripe in stripes)
    assert not any("#" in stripe for stripe in stripes)
    assert all(2 <= t.width <= 8 for n in range(100) for t in selvedge.threads(UUID(int=n)))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Værksted Fjord", "vaerksted-fjord"),
        ("  Łódź & Söhne -- ", "lodz-sohne"),
        ("工房", "workshop"),
        ("x" * 200, "x" * 70),
    ],
)
def test_names_become_addresses(name: str, slug: str):
    assert slug_of(name) == slug


def test_a_taken_address_is_numbered():
    assert free_slug("Elm", set()) == "elm"
    assert free_slug("Elm", {"elm", "elm-2", "elm-wood"}) == "elm-3"


async def test_a_slug_of_another_status_is_taken_too(session: AsyncSession):
    vendor = await a_vendor(session, VendorStatus.CLOSED)

    assert (await session.exec(select(Vendor.slug))).all() == [vendor.slug]
