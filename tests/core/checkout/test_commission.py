"""The rule that decides at placement is frozen on the line."""

from sqlmodel import col, select

from core.catalog.models import Product
from core.kernel.principal import SYSTEM
from core.orders.models import OrderLine, VendorOrder
from core.refunds.request_refund import request_refund
from core.vendors.models import CommissionRule
from tests.factories.catalog import a_category
from tests.factories.orders import a_paid_order, a_shelf, an_order


async def line_of(session, order) -> OrderLine:
    statement = select(OrderLine).where(col(OrderLine.order_id) == order.id)
    return (await session.exec(statement)).one()


async def test_a_rule_of_a_department_holds_for_what_lies_below_it(session):
    (piece,) = await a_shelf(session, prices=(4000,))
    kitchen = await a_category(session)
    bowls = await a_category(session)
    bowls.parent_id = kitchen.id
    product = await session.get(Product, piece.product.id)
    product.category_id = bowls.id
    rule = CommissionRule(
        name="Kitchen", position=1, category_id=kitchen.id, currency="EUR",
        rate_bps=500, fixed_minor=30, fee_bps=100,
    )  # fmt: skip
    session.add(rule)
    await session.flush()

    line = await line_of(session, await an_order(session, {piece: 2}))

    assert (line.commission_rule, line.commission_rule_id) == ("Kitchen", rule.id)
    assert (line.commission_minor, line.commission_fee_minor) == (400 + 60 + 80, 80)


async def test_an_order_keeps_its_commission_when_rules_change(session):
    (piece,) = await a_shelf(session, prices=(4000,))
    rule = CommissionRule(name="Launch", position=1, rate_bps=300)
    session.add(rule)
    await session.flush()
    order = await a_paid_order(session, {piece: 3})

    rule.rate_bps, rule.is_active = 9000, False
    line = await line_of(session, order)
    part = await session.get(VendorOrder, line.vendor_order_id)
    taken = []
    for key in ("a", "b", "c"):
        refund = await request_refund(
            session, SYSTEM, part.id, {line.id: 1}, reason="Broken", idempotency_key=key
        )
        taken.append(refund.commission_minor)

    assert line.commission_minor == 360
    assert sum(taken) == line.commission_refunded_minor == 360


async def test_without_a_rule_the_line_names_the_plan(session):
    (piece,) = await a_shelf(session, prices=(4000,))

    line = await line_of(session, await an_order(session, [piece]))

    assert (line.commission_rule, line.commission_rule_id) == ("Standard", None)
    assert line.commission_minor == 480
