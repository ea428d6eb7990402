"""The workshop answers, receives and grades."""

import pytest
from reflex.constants import RouteArgType
from reflex.state import State

from core.kernel.principal import GUEST
from core.payments import queries as payments
from core.returns.request_return import ReturnWish, request_return
from core.returns.statuses import ReturnReason
from tests.factories.orders import a_shelf
from tests.factories.returns import a_delivered_order, link_of, only_part
from tests.vendor_portal.pressing import press
from vendor_portal.pages.case.state import CaseState
from vendor_portal.pages.returns.state import ReturnsState


@pytest.fixture(scope="module", autouse=True)
def case_in_the_address():
    """What registering the page of a case adds to its state."""
    if "case_number" not in State.computed_vars:
        State.setup_dynamic_args({"case_number": RouteArgType.SINGLE})


@pytest.fixture
async def mug(session):
    return (await a_shelf(session, prices=(1250,)))[0]


@pytest.fixture
async def asked(session, mug):
    order = await a_delivered_order(session, {mug: 2})
    part, line = await only_part(session, order)
    wish = ReturnWish(units={line.id: 1}, reason=ReturnReason.CHANGED_MIND)
    found = await request_return(session, GUEST, part.id, wish, token=link_of(order))
    await session.flush()
    return order, found


async def open_case(desk, vendor, found):
    path = f"/returns/{found.number}"
    return await desk(vendor, CaseState, path, case_number=found.number)


async def test_the_queue_shows_what_waits_for_an_answer(desk, mug, asked):
    tab = await desk(mug.vendor, ReturnsState, "/returns")

    assert [(row.number, row.word) for row in tab.rows] == [(asked[1].number, "Asked")]
    assert tab.rows[0].due


async def test_a_return_is_approved_received_and_paid_less_its_loss(session, desk, mug, asked):
    order, found = asked
    tab = await open_case(desk, mug.vendor, found)
    await press(tab.approve({"note": "Wrap it well"}))
    assert (tab.refusal, tab.case.status) == ("", "approved")
    await press(tab.receive())
    line = tab.case.lines[0].id
    graded = {
        f"condition:{line}": "used",
        f"disposition:{line}": "refurbish",
        f"kept:{line}": "2.50",
        f"because:{line}": "Tea stains",
    }
    await press(tab.inspect(graded))

    assert (tab.refusal, tab.case.status, tab.case.refund) == ("", "inspected", "€10.00")
    (refund,) = await payments.refunds_of(session, order.id)
    assert refund.amount_minor == 1000


async def test_a_refusal_within_14_days_is_told_why_not(desk, mug, asked):
    tab = await open_case(desk, mug.vendor, asked[1])
    await press(tab.reject({"reason": "No"}))

    assert "law leaves no refusal" in tab.refusal
    assert tab.case.status == "requested"


async def test_another_workshop_finds_nothing(session, desk, asked):
    other = (await a_shelf(session, prices=(1,)))[0]
    assert (await open_case(desk, other.vendor, asked[1])).status == "missing"
