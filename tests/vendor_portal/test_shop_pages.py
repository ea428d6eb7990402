import pytest

from core.kernel.principal import VendorRole
from core.shipping.queries import list_rates
from core.vendors.models import VendorStatus
from core.vendors.queries import list_members
from tests.factories.workshops import a_vendor
from tests.vendor_portal.pressing import press
from vendor_portal.pages.balance.state import BalanceState
from vendor_portal.pages.dashboard.state import DashboardState
from vendor_portal.pages.onboarding.state import OnboardingState
from vendor_portal.pages.team.state import TeamState
from vendor_portal.state.shop import ShopState


async def open_step(desk, vendor, step):
    path = f"/onboarding/{step}"
    return await desk(vendor, OnboardingState, path, load="load_step", setup_step=step)


async def test_a_part_that_is_saved_leaves_the_others_alone(session, desk):
    vendor = await a_vendor(session)
    tab = await desk(vendor, ShopState, "/settings")

    await press(tab.save({"part": "shop", "name": "Elm & Oak", "story": "We turn."}))

    await session.refresh(vendor)
    assert (vendor.name, vendor.story, vendor.town) == ("Elm & Oak", "We turn.", "Lancaster")
    assert tab.done == "Saved."


async def test_a_wrong_field_is_named_and_nothing_is_saved(session, desk):
    vendor = await a_vendor(session)
    tab = await desk(vendor, ShopState, "/settings")

    await press(tab.save({"part": "shop", "name": "New", "founded": "1200"}))

    assert set(tab.errors) == {"founded"}
    await session.refresh(vendor)
    assert vendor.name == "Elm"


async def test_delivery_is_saved_with_its_rates(session, desk):
    vendor = await a_vendor(session)
    tab = await desk(vendor, ShopState, "/settings")
    form = {
        "part": "delivery",
        "dispatch_days_min": "1",
        "dispatch_days_max": "3",
        "is_auto_accept": "on",
        "price:domestic:EUR": "4,50",
        "free_over:domestic:EUR": "100",
        "least:domestic:EUR": "1",
        "most:domestic:EUR": "2",
    }

    await press(tab.save_delivery(form))

    (rate,) = await list_rates(session, vendor.id)
    assert (rate.price_minor, rate.free_over_minor, rate.transit_days_max) == (450, 10_000, 2)
    await session.refresh(vendor)
    assert (vendor.dispatch_days_max, vendor.is_auto_accept) == (3, True)


async def test_a_wrong_rate_leaves_dispatch_and_rates_alone(session, desk):
    vendor = await a_vendor(session)
    tab = await desk(vendor, ShopState, "/settings")
    form = {"part": "delivery", "dispatch_days_min": "9", "price:eu:EUR": "cheap"}

    await press(tab.save_delivery(form))

    assert tab.errors == {"eu:EUR": "Enter an amount, such as 12.50."}
    assert await list_rates(session, vendor.id) == []
    await session.refresh(vendor)
    assert vendor.dispatch_days_min == 2


async def test_a_step_leads_to_the_next(session, desk):
    vendor = await a_vendor(session, VendorStatus.ONBOARDING)
    tab = await open_step(desk, vendor, "business")

    answers = await press(tab.save({"part": "business", "town": "York", "next": "shop"}))

    assert "/onboarding/shop" in str(answers[0].args)
    again = await open_step(desk, vendor, "business")
    assert again.texts["town"] == "York"


@pytest.mark.parametrize("step", ["https://evil.example", "../admin", ""])
async def test_a_step_leads_nowhere_else(session, desk, step):
    tab = await open_step(desk, await a_vendor(session), "business")

    assert await press(tab.save({"part": "business", "town": "York", "next": step})) == []


async def test_a_complete_workshop_is_sent_in(session, desk):
    vendor = await a_vendor(session, VendorStatus.ONBOARDING)
    tab = await open_step(desk, vendor, "review")
    assert (tab.missing, tab.lacks_rates) == ([], True)

    await press(tab.submit())

    assert tab.standing == "in_review"
    await session.refresh(vendor)
    assert vendor.status is VendorStatus.IN_REVIEW


async def test_what_is_missing_leads_to_its_step(session, desk):
    vendor = await a_vendor(session, VendorStatus.ONBOARDING)
    vendor.story = vendor.town = ""
    await session.flush()
    tab = await open_step(desk, vendor, "review")

    await press(tab.submit())

    assert {field.href for field in tab.missing} == {"/onboarding/shop", "/onboarding/business"}
    assert tab.refusal == "Before the review, fill in: story, town."


async def test_only_owners_change_the_shop(session, desk):
    vendor = await a_vendor(session)
    tab = await desk(vendor, ShopState, "/settings", role=VendorRole.ORDERS)

    await press(tab.save({"part": "shop", "name": "Mine"}))

    assert tab.refusal == "Your role in this workshop does not cover this."
    await session.refresh(vendor)
    assert vendor.name == "Elm"


async def test_somebody_is_invited(session, desk):
    vendor = await a_vendor(session)
    tab = await desk(vendor, TeamState, "/settings/team")

    await press(tab.invite({"email": "new@example.com", "role": "catalog"}))

    waiting = [found for found in await list_members(session, vendor.id) if found.is_pending]
    assert [(m.user.email, m.member.role) for m in waiting] == [
        ("new@example.com", VendorRole.CATALOG)
    ]
    assert [row.is_pending for row in tab.rows] == [False, True]


async def test_members_of_others_are_not_there(session, desk):
    vendor, other = await a_vendor(session), await a_vendor(session)
    theirs = await desk(other, TeamState, "/settings/team")
    tab = await desk(vendor, TeamState, "/settings/team")

    await press(tab.remove(theirs.rows[0].id))

    assert tab.refusal == "There is no such member in this workshop."
    assert len(await list_members(session, other.id)) == 1


async def test_the_last_owner_stays(session, desk):
    vendor = await a_vendor(session)
    tab = await desk(vendor, TeamState, "/settings/team")

    await press(tab.change_role(tab.rows[0].id, "support"))

    assert tab.refusal.startswith("A workshop keeps at least one owner.")
    assert tab.rows[0].role == "owner"


async def test_a_new_workshop_is_shown_what_to_do(session, desk):
    tab = await desk(await a_vendor(session), DashboardState, "/")

    assert tab.status == "ready"
    assert (tab.tasks, tab.has_sales) == ([], False)
    assert [step.is_done for step in tab.setup] == [True, False, False, False]


async def test_only_who_keeps_the_money_sees_the_balance(session, desk):
    vendor = await a_vendor(session)

    closed = await desk(vendor, BalanceState, "/balance", role=VendorRole.CATALOG)
    opened = await desk(vendor, BalanceState, "/balance", role=VendorRole.FINANCE)

    assert (closed.status, opened.status) == ("refused", "ready")


async def test_a_holiday_is_set_shown_and_ended(session, desk):
    vendor = await a_vendor(session)
    tab = await desk(vendor, ShopState, "/settings")
    form = {
        "vacation_from": "2036-08-01",
        "vacation_to": "2036-08-20",
        "vacation_message": "Sea",
    }

    await press(tab.save_holiday(form))
    assert (tab.texts["vacation_from"], tab.texts["vacation_message"]) == ("2036-08-01", "Sea")

    await press(tab.end_holiday())
    await session.refresh(vendor)
    assert (vendor.vacation_from, vendor.vacation_to) == (None, None)


async def test_a_holiday_with_a_wrong_day_names_the_field(session, desk):
    vendor = await a_vendor(session)
    tab = await desk(vendor, ShopState, "/settings")

    await press(tab.save_holiday({"vacation_from": "soon", "vacation_to": "2036-08-20"}))

    assert set(tab.errors) == {"vacation_from"}
