"""Taxes through the whole checkout: quoted, stored, booked, undone."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from core.checkout.errors import QuoteChanged
from core.checkout.place_order import place_order
from core.checkout.quote_bag import quote_bag
from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.kernel.principal import SYSTEM
from core.ledger.models import AccountKind
from core.ledger.post import post_refund
from core.ledger.queries import trial_balance
from core.orders import queries as orders
from core.orders.models import OrderLine, VendorOrder
from core.payments import queries as payments
from core.payments.models import RefundStatus
from core.refunds.request_refund import request_refund
from core.refunds.undo_taxes import undo_taxes
from core.shipping.models import Zone
from core.taxes.models import Goods, OwedBy, TaxLine, TaxReversal, Treatment, VatStatus
from core.taxes.queries import tax_lines_of_order
from tests.factories.orders import a_bag, a_paid_order, a_request, an_order
from tests.factories.shop import a_delivery_rate, a_piece, a_workshop
from tests.factories.taxes import (
    BERLIN,
    BUSINESS,
    OAKLAND,
    a_checked_vat_id,
    a_registration,
    a_tax_profile,
    taxed_as,
)


async def a_seller(session, *, country="PT", **profile):
    workshop = await a_workshop(session, country=country)
    for zone in Zone:
        await a_delivery_rate(session, workshop, zone, 450)
    await a_tax_profile(session, workshop, **profile)
    return workshop


async def charged(session, order):
    return [
        (t.treatment, t.jurisdiction, t.rate_ppm // 1000, t.base_minor, t.amount_minor)
        for t in await tax_lines_of_order(session, order.id)
    ]


async def test_vat_at_home_lies_in_the_price_of_goods_and_delivery(session):
    piece = await a_piece(session, await a_seller(session), prices={"EUR": 1230})

    order = await an_order(session, {piece: 2})

    assert await charged(session, order) == [
        (Treatment.DOMESTIC, "PT", 230, 2000, 460),
        (Treatment.DOMESTIC, "PT", 230, 366, 84),
    ]
    assert (order.total_minor, order.tax_minor, order.tax_included_minor) == (2910, 0, 544)


async def test_delivery_is_taxed_like_the_goods_in_the_parcel(session):
    workshop = await a_seller(session)
    book = await a_piece(session, workshop, prices={"EUR": 3000})
    bowl = await a_piece(session, workshop, prices={"EUR": 1000})
    await taxed_as(session, book, Goods.BOOKS)

    order = await an_order(session, [book, bowl])

    delivery = [t for t in await tax_lines_of_order(session, order.id) if not t.order_line_id]
    assert [(t.goods, t.base_minor + t.amount_minor, t.rate_ppm) for t in delivery] == [
        (Goods.BOOKS, 338, 60_000),
        (Goods.STANDARD, 112, 230_000),
    ]


@pytest.mark.parametrize(
    ("uses_oss", "treatment", "jurisdiction", "tax"),
    [(True, Treatment.DISTANCE, "DE", 190), (False, Treatment.ORIGIN, "PT", 223)],
)
async def test_sales_into_another_member_state(session, uses_oss, treatment, jurisdiction, tax):
    piece = await a_piece(
        session, await a_seller(session, uses_oss=uses_oss), prices={"EUR": 1190}
    )

    order = await an_order(session, [piece], address=BERLIN)

    line = (await tax_lines_of_order(session, order.id))[0]
    assert (line.treatment, line.jurisdiction, line.amount_minor) == (
        treatment,
        jurisdiction,
        tax,
    )
    assert line.owed_by is OwedBy.VENDOR


async def test_above_ten_thousand_the_rate_of_the_buyers_country_holds(session):
    workshop = await a_seller(session)
    piece = await a_piece(session, workshop, prices={"EUR": 615_005})
    first = await a_paid_order(session, [piece], address=BERLIN)
    second = await a_paid_order(session, [piece], address=BERLIN)

    third = await an_order(session, [piece], address=BERLIN)

    seen = [(await charged(session, order))[0][:3] for order in (first, second, third)]
    assert seen == [
        (Treatment.ORIGIN, "PT", 230),
        (Treatment.ORIGIN, "PT", 230),
        (Treatment.DISTANCE, "DE", 190),
    ]


async def test_the_threshold_counts_this_year_and_the_one_before(session):
    workshop = await a_seller(session)
    piece = await a_piece(session, workshop, prices={"EUR": 1_500_000})
    old = await a_paid_order(session, [piece], address=BERLIN)
    old.placed_at = utc_now() - timedelta(days=750)
    await session.flush()

    order = await an_order(session, [piece], address=BERLIN)

    assert (await charged(session, order))[0][0] is Treatment.ORIGIN


async def test_a_business_in_another_member_state_pays_the_price_without_vat(session):
    workshop = await a_seller(session, uses_oss=True)
    piece = await a_piece(session, workshop, prices={"EUR": 1230})
    vat_id = await a_checked_vat_id(session)

    order = await an_order(session, {piece: 3}, address=BERLIN, vat_id=vat_id)

    assert await charged(session, order) == [
        (Treatment.REVERSE_CHARGE, "DE", 0, 3000, 0),
        (Treatment.REVERSE_CHARGE, "DE", 0, 366, 0),
    ]
    assert (order.total_minor, order.vat_id) == (3366, BUSINESS)


async def test_a_number_that_nobody_checked_changes_nothing(session):
    workshop = await a_seller(session, uses_oss=True)
    piece = await a_piece(session, workshop, prices={"EUR": 1190})

    order = await an_order(session, [piece], address=BERLIN, vat_id=BUSINESS)

    assert (await charged(session, order))[0] == (Treatment.DISTANCE, "DE", 190, 1000, 190)


async def test_a_small_business_shows_no_vat(session):
    workshop = await a_seller(session, status=VatStatus.SMALL_BUSINESS)
    order = await an_order(session, [await a_piece(session, workshop)])

    assert (await charged(session, order))[0] == (Treatment.SMALL_BUSINESS, "PT", 0, 1250, 0)
    assert order.tax_included_minor == 0


@pytest.mark.parametrize(
    ("price", "treatment", "tax", "owed_by"),
    [
        (178_50, Treatment.DEEMED_SUPPLIER, 2850, OwedBy.MARKET),
        (178_51, Treatment.IMPORT, 0, OwedBy.BUYER),
    ],
)
async def test_imports_up_to_150_euros_net_are_taxed_by_the_market(
    session, price, treatment, tax, owed_by
):
    workshop = await a_seller(session, country="MA")
    piece = await a_piece(session, workshop, prices={"EUR": price})

    order = await an_order(session, [piece], address=BERLIN)

    line = (await tax_lines_of_order(session, order.id))[0]
    assert (line.treatment, line.amount_minor, line.owed_by) == (treatment, tax, owed_by)


async def test_two_small_parcels_are_two_consignments(session):
    pieces = [
        await a_piece(session, await a_seller(session, country="MA"), prices={"EUR": 11_900})
        for _ in range(2)
    ]

    order = await an_order(session, pieces, address=BERLIN)

    assert {line[0] for line in await charged(session, order)} == {Treatment.DEEMED_SUPPLIER}


async def test_vat_that_the_market_owes_is_kept_from_the_workshop(session):
    workshop = await a_seller(session, country="MA")
    piece = await a_piece(session, workshop, prices={"EUR": 11_900})

    order = await a_paid_order(session, [piece], address=BERLIN)

    (part,) = await orders.vendor_orders_of(session, order.id)
    assert part.market_tax_minor == 1900 + 72
    balance = await trial_balance(session)
    assert balance[AccountKind.TAX_PAYABLE, "EUR"].minor == -1972
    assert balance[AccountKind.VENDOR_PENDING, "EUR"].minor == -part.net_minor
    assert part.net_minor == 12_350 - part.commission_minor - 1972


async def test_sales_tax_of_a_state_comes_on_top_and_is_the_markets(session):
    await a_registration(session, "US-CA")
    workshop = await a_seller(session, status=VatStatus.REGISTERED)
    piece = await a_piece(session, workshop, prices={"EUR": 1000})

    order = await a_paid_order(session, {piece: 2}, address=OAKLAND)

    assert await charged(session, order) == [
        (Treatment.FACILITATOR, "US-CA", 72, 2000, 145),
        (Treatment.FACILITATOR, "US-CA", 72, 450, 33),
    ]
    assert (order.tax_minor, order.tax_included_minor, order.total_minor) == (178, 0, 2628)
    balance = await trial_balance(session)
    assert balance[AccountKind.TAX_PAYABLE, "EUR"].minor == -178


async def test_a_state_without_a_registration_is_not_charged(session):
    workshop = await a_seller(session)
    order = await an_order(session, [await a_piece(session, workshop)], address=OAKLAND)

    assert order.tax_minor == 0
    assert (await charged(session, order))[0][0] is Treatment.EXPORT


async def test_a_rate_that_changes_before_the_order_is_a_new_quote(session):
    workshop = await a_seller(session)
    piece = await a_piece(session, workshop)
    cart, token = await a_bag(session, [piece])
    request = await a_request(session, cart)
    await taxed_as(session, piece, Goods.BOOKS)

    with pytest.raises(QuoteChanged):
        await place_order(session, SYSTEM, token, request)


async def test_the_order_of_the_bag_changes_no_tax(session):
    workshop = await a_seller(session)
    pieces = [await a_piece(session, workshop, prices={"EUR": p}) for p in (333, 999, 1001)]
    await taxed_as(session, pieces[1], Goods.BOOKS)
    forth, _ = await a_bag(session, pieces)
    back, _ = await a_bag(session, pieces[::-1])

    one, other = await quote_bag(session, forth, "PT"), await quote_bag(session, back, "PT")

    assert one.total == other.total
    assert one.tax_included == other.tax_included
    assert one.fingerprint() == other.fingerprint()


@pytest.mark.bends_rows
@pytest.mark.parametrize("address", [BERLIN, OAKLAND])
async def test_partial_refunds_undo_exactly_the_tax_that_was_charged(session, address):
    await a_registration(session, "US-CA")
    workshop = await a_seller(session, country="MA")
    piece = await a_piece(session, workshop, prices={"EUR": 1117})
    order = await a_paid_order(session, {piece: 3}, address=address)
    (part,) = await orders.vendor_orders_of(session, order.id)
    (line,) = await orders.lines_of_vendor_order(session, part.id)

    for index, (units, delivery) in enumerate([(1, 100), (1, 0), (1, None)]):
        left = part.delivery_left_minor if delivery is None else delivery
        refund = await request_refund(
            session, SYSTEM, part.id, {line.id: units}, delivery_minor=left,
            reason="Broken.", idempotency_key=f"refund-{index}",
        )  # fmt: skip
        await give_back(session, refund, part)

    await session.refresh(part)
    assert part.refunded_minor == part.total_minor
    for tax in await tax_lines_of_order(session, order.id):
        undone = (
            await session.exec(
                select(TaxReversal).where(col(TaxReversal.tax_line_id) == tax.id)
            )
        ).all()
        assert len(undone) in {2, 3}
        assert sum(row.amount_minor for row in undone) == tax.amount_minor
        assert sum(row.base_minor for row in undone) == tax.base_minor
    balance = await trial_balance(session)
    assert not balance[AccountKind.TAX_PAYABLE, "EUR"]
    assert not balance[AccountKind.VENDOR_PENDING, "EUR"]


async def give_back(session, refund, part):
    """What ``send_refund`` books once the gateway has said yes."""
    refund.status = RefundStatus.SUCCEEDED
    payment = await payments.get_payment(session, refund.payment_id)
    await post_refund(
        session,
        order_id=refund.order_id,
        refund_id=refund.id,
        vendor_id=part.vendor_id,
        vendor_order_id=part.id,
        provider=payment.provider,
        amount=refund.amount,
        commission=Money(refund.commission_minor, "EUR"),
        subsidy=refund.amount * 0,
        taxes=await undo_taxes(session, refund, part),
    )
    await session.flush()


async def test_sums_of_the_order_are_the_sums_of_its_tax_lines(session):
    await a_registration(session, "US-CA")
    workshop = await a_seller(session)
    pieces = {await a_piece(session, workshop, prices={"EUR": p}): 2 for p in (333, 4567)}
    for address in (BERLIN, OAKLAND):
        order = await an_order(session, pieces, address=address)

        taxes = (await session.exec(select(TaxLine).where(TaxLine.order_id == order.id))).all()
        parts = (
            await session.exec(select(VendorOrder).where(VendorOrder.order_id == order.id))
        ).all()
        lines = (
            await session.exec(select(OrderLine).where(OrderLine.order_id == order.id))
        ).all()
        on_top = sum(t.amount_minor for t in taxes if not t.is_included)
        assert order.tax_minor == on_top == sum(part.tax_minor for part in parts)
        assert on_top == sum(row.tax_minor for row in lines) + sum(
            part.delivery_tax_minor for part in parts
        )
        included = sum(t.amount_minor for t in taxes if t.is_included)
        assert order.tax_included_minor == included
