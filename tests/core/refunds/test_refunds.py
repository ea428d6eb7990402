import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from core.inventory.models import StockLevel
from core.kernel.errors import Forbidden, Invalid
from core.kernel.ids import new_id
from core.kernel.money import Money
from core.kernel.principal import GUEST, SYSTEM
from core.kernel.secrets import derived_token
from core.ledger.post import post_refund
from core.ledger.queries import trial_balance, vendor_balances
from core.orders import queries
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.errors import AlreadyUnderWay, NoSuchOrder
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.models import OrderLine, VendorOrder
from core.orders.pack_parcel import pack_parcel
from core.orders.statuses import OrderPaymentStatus, OrderStatus, VendorOrderStatus
from core.payments import queries as payments
from core.refunds.cancel_vendor_order import (
    cancel_order,
    cancel_vendor_order,
    decline_vendor_order,
)
from core.refunds.errors import NothingToRefund, RefundTooLarge
from core.refunds.plan import Adjustment, plan_refund, worth_of
from core.refunds.request_refund import request_refund
from core.settings import settings
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.principals import an_operator, owner_of
from tests.factories.shop import a_shopper


@pytest.fixture
async def sold(session):
    mug, lamp = await a_shelf(session, prices=(1250, 4000))
    buyer = await a_shopper(session)
    order = await a_paid_order(session, {mug: 3, lamp: 1}, buyer=buyer)
    parts = {part.vendor_id: part for part in await queries.vendor_orders_of(session, order.id)}
    return buyer, mug, lamp, order, parts[mug.vendor.id], parts[lamp.vendor.id]


async def line_of(session, part):
    return (await queries.lines_of_vendor_order(session, part.id))[0]


async def level(session, piece):
    statement = select(StockLevel).where(StockLevel.variant_id == piece.variant.id)
    row = (await session.exec(statement.execution_options(populate_existing=True))).one()
    return row.on_hand, row.reserved, row.allocated


async def test_one_line_is_refunded_to_the_cent(session, sold):
    _, _, _, order, part, _ = sold
    line = await line_of(session, part)

    refund = await request_refund(
        session, an_operator(), part.id, {line.id: 1}, reason="Chipped", idempotency_key="r-1"
    )

    await session.refresh(line)
    allocation = (await payments.lock_allocations(session, refund.payment_id))[part.id]
    assert (refund.amount_minor, refund.commission_minor) == (1250, 150)
    assert (line.quantity_refunded, line.refunded_minor) == (1, 1250)
    assert allocation.refunded_minor == 1250
    assert order.payment_status is OrderPaymentStatus.PARTIALLY_REFUNDED


async def test_the_same_key_refunds_once(session, sold):
    _, _, _, order, part, _ = sold
    line = await line_of(session, part)
    for _ in range(2):
        await request_refund(
            session, an_operator(), part.id, {line.id: 1}, reason="Chipped", idempotency_key="k"
        )

    assert order.refunded_minor == 1250


async def test_more_than_was_bought_cannot_be_refunded(session, sold):
    _, _, _, order, part, _ = sold
    line = await line_of(session, part)

    with pytest.raises(RefundTooLarge, match="3 of"):
        await request_refund(
            session, an_operator(), part.id, {line.id: 4}, reason="All", idempotency_key="k"
        )
    with pytest.raises(RefundTooLarge, match="delivery"):
        await request_refund(
            session,
            an_operator(),
            part.id,
            {},
            delivery_minor=451,
            reason="x",
            idempotency_key="k",
        )
    with pytest.raises(NothingToRefund):
        await request_refund(
            session, an_operator(), part.id, {}, reason="x", idempotency_key="k"
        )
    with pytest.raises(Invalid, match="why"):
        await request_refund(
            session, an_operator(), part.id, {line.id: 1}, reason=" ", idempotency_key="k"
        )
    assert order.refunded_minor == 0


async def test_only_staff_and_the_workshop_itself_refund(session, sold):
    buyer, _, lamp, order, part, _ = sold
    line = await line_of(session, part)
    for caller, refusal in (
        (GUEST, Forbidden),
        (buyer, Forbidden),
        (owner_of(lamp.vendor), NoSuchOrder),
    ):
        with pytest.raises(refusal):
            await request_refund(
                session, caller, part.id, {line.id: 1}, reason="x", idempotency_key="k"
            )
    assert order.refunded_minor == 0


async def test_a_canceled_part_gives_back_goods_and_all_its_money(session, sold):
    buyer, mug, _, order, part, other = sold

    await cancel_vendor_order(session, buyer, part.id, reason="Changed my mind")

    refund = (await payments.refunds_of(session, order.id))[0]
    assert part.status is VendorOrderStatus.CANCELED
    assert (refund.amount_minor, refund.delivery_minor) == (4200, 450)
    assert refund.commission_minor == part.commission_minor
    assert await level(session, mug) == (10, 0, 0)
    assert order.status is OrderStatus.PLACED
    assert other.status is VendorOrderStatus.PLACED


async def test_canceling_every_part_cancels_the_order(session, sold):
    buyer, _, _, order, _, _ = sold

    await cancel_order(session, buyer, order.id, reason="Changed my mind")

    assert order.status is OrderStatus.CANCELED
    assert order.refunded_minor == order.total_minor
    assert order.payment_status is OrderPaymentStatus.REFUNDED


async def test_a_guest_cancels_with_the_orders_own_link(session):
    order = await a_paid_order(session, await a_shelf(session))
    secret = settings().secret_key.get_secret_value()
    link = derived_token(secret, "order", order.id)
    other = derived_token(secret, "order", new_id())

    for wrong in ("", other):
        with pytest.raises(Forbidden):
            await cancel_order(session, GUEST, order.id, reason="Mine", token=wrong)
    await cancel_order(session, GUEST, order.id, reason="Changed my mind", token=link)

    assert order.status is OrderStatus.CANCELED
    assert order.refunded_minor == order.total_minor


async def test_after_a_parcel_left_nothing_is_canceled(session, sold):
    buyer, mug, _, order, part, _ = sold
    owner = owner_of(mug.vendor)
    line = await line_of(session, part)
    await accept_vendor_order(session, owner, part.id)
    parcel = await pack_parcel(session, owner, part.id, {line.id: 1})
    await hand_over_parcel(session, owner, part.id, parcel.id, carrier="DHL")

    with pytest.raises(AlreadyUnderWay):
        await cancel_vendor_order(session, buyer, part.id, reason="Too late")
    assert order.refunded_minor == 0


async def test_a_workshop_that_declines_or_stays_silent_returns_the_money(session, sold):
    _, mug, _, order, part, other = sold

    await decline_vendor_order(session, owner_of(mug.vendor), part.id, reason="Kiln is broken")
    await decline_vendor_order(session, SYSTEM, other.id, reason="No answer in time")

    assert {part.status, other.status} == {VendorOrderStatus.DECLINED}
    assert order.refunded_minor == order.total_minor
    assert order.status is OrderStatus.CANCELED


async def test_a_stranger_cannot_cancel(session, sold):
    _, _, lamp, order, part, _ = sold
    stranger = await a_shopper(session)
    for caller, refusal in (
        (GUEST, Forbidden),
        (stranger, NoSuchOrder),
        (owner_of(lamp.vendor), NoSuchOrder),
    ):
        with pytest.raises(refusal):
            await cancel_vendor_order(session, caller, part.id, reason="x")
    assert part.status is VendorOrderStatus.PLACED
    assert order.refunded_minor == 0


@pytest.mark.bends_rows
async def test_the_books_return_to_zero_when_all_is_refunded(session, sold):
    _, mug, _, order, part, _ = sold
    before = await trial_balance(session)
    line = await line_of(session, part)
    for number, (units, delivery) in enumerate([(1, 0), (1, 450), (1, 0)]):
        refund = await request_refund(
            session,
            an_operator(),
            part.id,
            {line.id: units},
            delivery_minor=delivery,
            reason="Returned",
            idempotency_key=str(number),
        )
        await post_refund(
            session,
            order_id=order.id,
            refund_id=refund.id,
            vendor_id=mug.vendor.id,
            vendor_order_id=part.id,
            provider="sandbox",
            amount=refund.amount,
            commission=Money(refund.commission_minor, "EUR"),
            subsidy=Money(0, "EUR"),
        )

    balances = await vendor_balances(session, mug.vendor.id)
    assert {money.minor for money in balances.values()} == {0}
    assert sum(m.minor for m in (await trial_balance(session)).values()) == 0
    assert before != await trial_balance(session)


def a_part(*, delivery=0, discount=0, subsidy=0):
    return VendorOrder(
        currency="EUR",
        delivery_minor=delivery,
        delivery_discount_minor=discount,
        delivery_subsidy_minor=subsidy,
    )


def a_line(*, quantity, total, commission):
    return OrderLine(
        id=new_id(),
        quantity=quantity,
        unit_minor=total // quantity,
        total_minor=total,
        commission_minor=commission,
        commission_bps=0,
        title="Piece",
    )


@given(
    quantity=st.integers(1, 40),
    total=st.integers(0, 10**9),
    bps=st.integers(0, 10_000),
    steps=st.lists(st.integers(1, 40), max_size=60),
)
def test_however_a_line_is_refunded_its_parts_add_up(quantity, total, bps, steps):
    commission = Money(total, "EUR").share(bps).minor
    line = a_line(quantity=quantity, total=total, commission=commission)
    nothing = Money.zero("EUR")
    for wanted in [*steps, quantity]:
        units = min(wanted, line.quantity - line.quantity_refunded)
        if not units:
            break
        part = plan_refund(a_part(), [line], {line.id: units}, nothing).lines[0]
        assert 0 <= part.commission.minor <= part.amount.minor
        line.quantity_refunded += units
        line.refunded_minor += part.amount.minor
        line.commission_refunded_minor += part.commission.minor
    if line.quantity_refunded == quantity:
        assert line.refunded_minor == total
        assert line.commission_refunded_minor == commission


@given(
    quantity=st.integers(1, 12),
    total=st.integers(1, 10**6),
    bps=st.integers(0, 10_000),
    steps=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 10**6), st.integers(0, 10**6)),
        max_size=20,
    ),
)
def test_deductions_and_amounts_without_pieces_never_exceed_the_line(
    quantity, total, bps, steps
):
    commission = Money(total, "EUR").share(bps).minor
    line = a_line(quantity=quantity, total=total, commission=commission)
    for wish, kept, extra in steps:
        units = min(wish, line.quantity - line.quantity_refunded)
        worth = worth_of(line, units, "EUR").minor if units else 0
        left = line.total_minor - line.refunded_minor - line.withheld_minor - worth
        change = Adjustment(withheld=min(kept, worth), extra=min(extra, left))
        plan = plan_refund(
            a_part(), [line], {line.id: units}, Money.zero("EUR"), adjust={line.id: change}
        )
        for row in plan.lines:
            line.quantity_refunded += row.quantity
            line.refunded_minor += row.amount.minor
            line.withheld_minor += row.withheld.minor
            line.commission_refunded_minor += row.commission.minor
            assert min(row.amount.minor, row.commission.minor) >= 0
        assert line.refunded_minor + line.withheld_minor <= line.total_minor
        assert 0 <= line.commission_refunded_minor <= line.commission_minor
    if line.refunded_minor == line.total_minor:
        assert line.commission_refunded_minor == line.commission_minor


def test_what_is_kept_back_of_one_piece_is_not_given_back_with_the_next():
    line = a_line(quantity=3, total=3750, commission=450)
    first = plan_refund(
        a_part(), [line], {line.id: 1}, Money.zero("EUR"),
        adjust={line.id: Adjustment(withheld=300)},
    ).lines[0]  # fmt: skip
    line.quantity_refunded, line.refunded_minor, line.withheld_minor = 1, 950, 300
    line.commission_refunded_minor = first.commission.minor

    second = plan_refund(a_part(), [line], {line.id: 1}, Money.zero("EUR")).lines[0]

    assert (first.amount.minor, first.commission.minor) == (950, 114)
    assert (second.amount.minor, second.commission.minor) == (1250, 150)


def test_more_cannot_be_kept_back_than_a_piece_is_worth():
    line = a_line(quantity=1, total=1250, commission=150)
    for change in (Adjustment(withheld=1251), Adjustment(extra=1)):
        with pytest.raises(RefundTooLarge):
            plan_refund(
                a_part(), [line], {line.id: 1}, Money.zero("EUR"), adjust={line.id: change}
            )
