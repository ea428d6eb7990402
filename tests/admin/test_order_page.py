import pytest
from sqlmodel import select

from admin.pages.order.state import CANCEL_ORDER, REFUND, OrderState
from admin.pages.order.views import OWN_WORDS
from admin.state import words
from core.identity.audit import list_entries
from core.ledger.models import AccountKind
from core.orders.history import note
from core.orders.queries import lines_of_order, vendor_orders_of
from core.orders.statuses import OrderPaymentStatus, OrderStatus, VendorOrderStatus
from core.payments.models import Refund
from core.payments.queries import refunds_of
from core.refunds.request_refund import request_refund
from tests.admin.pressing import press
from tests.factories.identity import staff
from tests.factories.orders import a_paid_order, a_shelf, an_order


@pytest.fixture
async def pieces(session):
    return await a_shelf(session)


@pytest.fixture
async def order(session, pieces):
    """Three pieces of the first workshop, one of the second; each parcel costs 4.50."""
    return await a_paid_order(session, {pieces[0]: 3, pieces[1]: 1})


@pytest.fixture
async def tab(desk, order):
    return await desk(OrderState, f"/orders/{order.number}", number=order.number)


def part_of(tab, piece):
    return next(part for part in tab.order.parts if part.workshop == piece.vendor.name)


async def test_an_operator_sees_all_parts_their_money_and_their_books(tab, pieces):
    assert tab.status == "ready"
    assert sorted(part.total for part in tab.order.parts) == ["€42.00", "€44.50"]
    assert (tab.order.sums.total, tab.order.payment.word) == ("€86.50", "Paid")
    assert [row.status.word for row in tab.order.payments] == ["Captured"]
    assert {row.owner for row in tab.order.bookings} >= {p.vendor.name for p in pieces}
    debits = [row for row in tab.order.bookings if row.debit]
    assert {row.account for row in debits} == {
        words.ACCOUNT_NAMES[AccountKind.GATEWAY_CLEARING]
    }


async def test_events_that_buyers_do_not_see_are_in_the_timeline(session, desk, order, pieces):
    note(session, order.id, "refund.failed", "The bank said no.", await staff(session),
         is_public=False)  # fmt: skip
    await session.flush()
    tab = await desk(OrderState, f"/orders/{order.number}", number=order.number)

    assert (tab.order.history[0].title, tab.order.history[0].state) == (
        "The bank said no",
        "failed",
    )


async def test_one_unit_of_a_line_is_refunded_after_its_amount_was_shown(
    session, tab, order, pieces
):
    part = part_of(tab, pieces[0])
    line = part.lines[0]

    await tab.open_refund(part.id)
    await tab.choose(f"line:{line.id}", "1")
    assert (tab.panel, tab.amount, tab.amount_note) == (REFUND, "€12.50", "")
    await press(tab.refund({"reason": "Chipped", "shown": str(tab.amount_minor)}))

    assert (tab.panel, tab.refusal) == ("", "")
    assert tab.done == "€12.50 is on its way to the buyer."
    (refund,) = await refunds_of(session, order.id)
    assert (refund.amount_minor, refund.reason) == (1250, "Chipped")
    assert tab.order.payment.word == "Partly refunded"
    assert part_of(tab, pieces[0]).lines[0].left == 2
    assert [row.what for row in tab.order.refunds] == [f"1 × {line.title}"]


async def test_delivery_can_be_given_back_with_the_pieces(session, tab, order, pieces):
    part = part_of(tab, pieces[0])

    await tab.open_refund(part.id)
    await tab.choose(f"line:{part.lines[0].id}", "3")
    await tab.choose("delivery", "2,25")

    assert tab.amount == "€39.75"


@pytest.mark.parametrize(
    ("name", "value", "note"),
    [
        ("line", "4", "3 of “{title}” can still be refunded."),
        ("line", "-1", "Enter a whole number."),
        ("delivery", "9", "4.50 of the delivery can still be refunded."),
        ("delivery", "much", "Enter an amount, such as 4.50."),
        ("line", "0", "Choose what to refund: pieces, delivery, or both."),
    ],
)
async def test_what_cannot_be_refunded_is_said_before_the_press(tab, pieces, name, value, note):
    part = part_of(tab, pieces[0])
    line = part.lines[0]
    await tab.open_refund(part.id)

    await tab.choose(f"line:{line.id}" if name == "line" else name, value)

    assert (tab.amount, tab.amount_note) == ("", note.format(title=line.title))


async def test_an_amount_that_is_not_the_shown_one_is_not_refunded(session, tab, order, pieces):
    part = part_of(tab, pieces[0])
    await tab.open_refund(part.id)
    await tab.choose(f"line:{part.lines[0].id}", "1")

    async with session.begin_nested():
        await press(tab.refund({"reason": "Chipped", "shown": "1"}))

    assert tab.refusal == "The order has changed meanwhile. Look at the new amount first."
    assert tab.panel == REFUND
    assert (await session.exec(select(Refund))).all() == []


async def test_a_refund_needs_a_reason_and_pressing_twice_refunds_once(
    session, tab, order, pieces
):
    part = part_of(tab, pieces[0])
    await tab.open_refund(part.id)
    await tab.choose(f"line:{part.lines[0].id}", "1")
    shown = str(tab.amount_minor)

    await press(tab.refund({"reason": " ", "shown": shown}))
    assert tab.refusal == "Say in a few words why you refund."
    await press(tab.refund({"reason": "Chipped", "shown": shown}))
    await press(tab.refund({"reason": "Chipped", "shown": shown}))

    assert len(await refunds_of(session, order.id)) == 1


@pytest.mark.bends_rows
async def test_a_workshops_refund_meanwhile_changes_what_is_left(session, tab, order, pieces):
    part = part_of(tab, pieces[0])
    await request_refund(
        session, await staff(session), (await vendor_orders_of(session, order.id))[0].id,
        {(await lines_of_order(session, order.id))[0].id: 1}, reason="x", idempotency_key="k",
    )  # fmt: skip
    await tab.open_refund(part.id)

    await tab.choose(f"line:{part.lines[0].id}", "3")

    assert tab.amount == ""


async def test_one_part_is_canceled_and_the_other_goes_on(session, tab, order, pieces):
    await tab.open_cancel(part_of(tab, pieces[0]).id)
    await press(tab.cancel_part({"reason": "Kiln broke"}))

    assert tab.done == f"The part of {pieces[0].vendor.name} is canceled."
    parts = {part.vendor_id: part for part in await vendor_orders_of(session, order.id)}
    assert parts[pieces[0].vendor.id].status is VendorOrderStatus.CANCELED
    assert parts[pieces[1].vendor.id].status is VendorOrderStatus.PLACED
    assert tab.order.sums.refunded == "−€42.00"


async def test_the_whole_order_is_canceled_with_a_reason_that_is_kept(
    session, tab, order, operator
):
    await tab.open_panel(CANCEL_ORDER)
    await press(tab.cancel_whole({"reason": "Fraud"}))

    await session.refresh(order)
    assert order.status is OrderStatus.CANCELED
    assert order.payment_status is OrderPaymentStatus.REFUNDED
    assert (tab.panel, tab.order.can_cancel) == ("", False)
    caller = await staff(session)
    entries = await list_entries(session, caller, actor=operator.email, action="refunds.cancel")
    assert [entry.data["reason"] for entry in entries.items] == ["Fraud", "Fraud"]


async def test_an_order_that_is_not_paid_offers_no_refund(session, desk, pieces):
    order = await an_order(session, pieces)
    tab = await desk(OrderState, f"/orders/{order.number}", number=order.number)

    assert not any(part.can_refund for part in tab.order.parts)
    assert tab.order.deadline.startswith("Its stock is held until")


async def test_a_number_of_no_order_is_missing(desk):
    tab = await desk(OrderState, "/orders/EM-0000", number="EM-0000")

    assert tab.status == "missing"


async def test_a_part_of_another_order_cannot_be_chosen(session, tab, pieces):
    other = await a_paid_order(session, [pieces[1]])
    (part,) = await vendor_orders_of(session, other.id)

    await tab.open_refund(str(part.id))

    assert tab.panel == ""


def test_every_state_has_a_word():
    assert set(words.ORDER_WORDS) == set(OrderStatus)
    assert set(words.ORDER_PAYMENT_WORDS) == set(OrderPaymentStatus)
    assert set(words.PART_WORDS) == set(VendorOrderStatus)
    assert all(not sentence.endswith(".") for sentence in OWN_WORDS.values())
