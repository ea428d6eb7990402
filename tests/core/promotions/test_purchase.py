"""Promotions on their way through bag, order, books and back."""

import pytest
from sqlmodel import col, select

from core.cart.codes import add_code, remove_code
from core.cart.view import view_bag
from core.checkout.expire_order import _expire
from core.checkout.place_order import place_order
from core.checkout.quote_bag import quote_bag
from core.checkout.settle_payment import place_without_gateway, settle_payment
from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.kernel.principal import GUEST
from core.ledger.models import AccountKind
from core.ledger.post import post_refund
from core.ledger.queries import trial_balance, vendor_balances
from core.orders import queries as orders
from core.orders.statuses import OrderStatus
from core.promotions import queries
from core.promotions.buyer_keys import Buyer, mailbox
from core.promotions.errors import TooManyCodes, UnknownCode
from core.promotions.models import (
    Coupon,
    FundedBy,
    PromotionKind,
    Redemption,
    RedemptionStatus,
)
from core.promotions.refusals import Reason
from core.promotions.terms import Scope, Terms
from core.refunds.cancel_vendor_order import cancel_order
from core.refunds.request_refund import request_refund
from core.reporting.proofs import prove
from tests.factories.catalog import a_category
from tests.factories.orders import a_bag, a_request, a_shelf, an_attempt, word_of
from tests.factories.principals import an_operator
from tests.factories.promotions import a_promotion
from tests.factories.shop import a_shopper


async def placed(session, pieces, *, codes=(), buyer=GUEST, email="ines@example.com"):
    cart, token = await a_bag(session, pieces, buyer=buyer)
    for code in codes:
        await add_code(session, cart, code)
    request = await a_request(session, cart, email=email)
    return await place_order(session, buyer, token, request)


async def paid(session, order):
    payment = await an_attempt(session, order)
    await settle_payment(session, payment, word_of(payment))
    await session.flush()
    return payment


async def redemption(session, order):
    statement = select(Redemption).where(col(Redemption.order_id) == order.id)
    return (await session.exec(statement)).one()


async def test_a_discount_is_stored_with_the_lines_and_the_parts_that_it_is_of(session):
    pieces = await a_shelf(session, prices=(1250, 4000))
    await a_promotion(session, code="SPRING10")

    order = await placed(session, pieces, codes=[" spring10 "])

    parts = await orders.vendor_orders_of(session, order.id)
    lines = await orders.lines_of_order(session, order.id)
    stored = await queries.discounts_of(session, order.id)
    assert (order.items_minor, order.discount_minor, order.total_minor) == (5250, 525, 5625)
    assert [(p.discount_minor, p.subsidy_minor) for p in parts] == [(125, 125), (400, 400)]
    assert [(line.discount_minor, line.total_minor) for line in lines] == [
        (125, 1125),
        (400, 3600),
    ]
    assert {(row.label, row.code, row.amount_minor) for row in stored} == {
        ("Ten percent", "SPRING10", 125),
        ("Ten percent", "SPRING10", 400),
    }
    await prove(session)


async def test_what_the_market_pays_is_its_expense_and_the_vendors_keep_their_price(session):
    pieces = await a_shelf(session, prices=(1250, 4000))
    await a_promotion(session)

    order = await placed(session, pieces)
    await paid(session, order)

    books = await trial_balance(session)
    expense = {
        key: amount for key, amount in books.items() if key[0] == AccountKind.PROMOTION_EXPENSE
    }
    assert [amount.minor for amount in expense.values()] == [525]
    parts = await orders.vendor_orders_of(session, order.id)
    assert [part.commission_minor for part in parts] == [150, 480]
    assert [part.net_minor for part in parts] == [1250 + 450 - 150, 4000 + 450 - 480]
    await prove(session)


async def test_what_a_vendor_gives_is_its_own_and_lowers_the_commission(session):
    mug, lamp = await a_shelf(session, prices=(1250, 4000))
    await a_promotion(
        session, vendor_id=mug.vendor.id, funded_by=FundedBy.VENDOR, platform_bps=0
    )

    order = await placed(session, [mug, lamp])
    await paid(session, order)

    parts = {p.vendor_id: p for p in await orders.vendor_orders_of(session, order.id)}
    own, other = parts[mug.vendor.id], parts[lamp.vendor.id]
    assert (own.discount_minor, own.subsidy_minor, own.commission_minor) == (125, 0, 135)
    assert (other.discount_minor, other.commission_minor) == (0, 480)
    assert own.net_minor == 1125 + 450 - 135
    await prove(session)


async def test_a_refund_gives_back_what_was_paid_and_takes_back_the_subsidy(session):
    (mug,) = await a_shelf(session, prices=(1001,))
    await a_promotion(session, funded_by=FundedBy.SHARED, platform_bps=5000)
    order = await placed(session, {mug: 3})
    payment = await paid(session, order)
    (part,) = await orders.vendor_orders_of(session, order.id)
    (line,) = await orders.lines_of_order(session, order.id)
    assert (line.total_minor, line.discount_minor, line.subsidy_minor) == (2703, 300, 150)

    for number in range(3):
        refund = await request_refund(
            session,
            an_operator(),
            part.id,
            {line.id: 1},
            delivery_minor=150,
            reason="Chipped",
            idempotency_key=f"r-{number}",
        )
        assert (refund.amount_minor, refund.subsidy_minor) == (901 + 150, 50)
        await post_refund(
            session,
            order_id=order.id,
            refund_id=refund.id,
            vendor_id=part.vendor_id,
            vendor_order_id=part.id,
            provider=payment.provider,
            amount=refund.amount,
            commission=Money(refund.commission_minor, "EUR"),
            subsidy=Money(refund.subsidy_minor, "EUR"),
        )
        refund.status, refund.succeeded_at = "succeeded", utc_now()
    await session.flush()

    assert order.refunded_minor == order.total_minor
    balances = await vendor_balances(session, part.vendor_id)
    assert {money.minor for money in balances.values()} == {0}
    assert {money.minor for money in (await trial_balance(session)).values()} == {0}


async def test_an_order_that_costs_nothing_earns_its_workshops_the_subsidy(session):
    pieces = await a_shelf(session, prices=(1250,))
    await a_promotion(session, code="ALL", terms=Terms(percent_bps=10_000))
    await a_promotion(session, PromotionKind.FREE_DELIVERY, code="SHIP", terms=Terms())

    order = await placed(session, pieces, codes=["ALL", "SHIP"])
    await place_without_gateway(session, order, GUEST, [])
    await session.flush()

    (part,) = await orders.vendor_orders_of(session, order.id)
    assert (order.total_minor, order.status) == (0, OrderStatus.PLACED)
    assert (part.subsidy_minor, part.net_minor) == (1700, 1700 - 150)
    await prove(session)

    await cancel_order(session, an_operator(), order.id, reason="A test")
    await session.flush()
    assert (await redemption_of_code(session, order, "ALL")).status is RedemptionStatus.RELEASED


async def redemption_of_code(session, order, code):
    statement = (
        select(Redemption)
        .join(Coupon, col(Coupon.id) == Redemption.coupon_id)
        .where(col(Redemption.order_id) == order.id, col(Coupon.code) == code)
    )
    return (await session.exec(statement)).one()


async def test_expiry_gives_the_use_back_and_the_code_to_the_bag(session):
    pieces = await a_shelf(session, prices=(1250,))
    promotion = await a_promotion(session, code="ONCE", total_limit=1, use_limit=1)
    cart, token = await a_bag(session, pieces)
    await add_code(session, cart, "ONCE")
    order = await place_order(session, GUEST, token, await a_request(session, cart))
    assert (promotion.redeemed_count, cart.codes) == (1, [])

    order.expires_at = utc_now().replace(year=2020)
    await session.flush()
    await _expire(session, order.id)

    await session.refresh(promotion)
    coupon = await queries.find_coupon(session, "ONCE")
    assert (promotion.redeemed_count, promotion.spent_minor, coupon.used_count) == (0, 0, 0)
    assert (await redemption(session, order)).status is RedemptionStatus.RELEASED
    assert cart.codes == ["ONCE"]


async def test_money_that_comes_late_takes_the_use_again_or_goes_back(session):
    pieces = await a_shelf(session, prices=(1250,))
    promotion = await a_promotion(session, code="ONCE", total_limit=1)
    order = await placed(session, pieces, codes=["ONCE"])
    payment = await an_attempt(session, order)
    order.expires_at = utc_now().replace(year=2020)
    payment.status = "expired"
    await session.flush()
    await _expire(session, order.id)
    other = await placed(session, pieces, codes=["ONCE"], email="other@example.com")

    await settle_payment(session, payment, word_of(payment))

    assert order.status is OrderStatus.EXPIRED
    assert (promotion.redeemed_count, other.status) == (1, OrderStatus.PENDING_PAYMENT)
    await session.flush()
    await prove(session)


async def test_a_second_buyer_is_told_that_it_is_used_up(session):
    pieces = await a_shelf(session, prices=(1250,))
    await a_promotion(session, code="ONCE", total_limit=1)
    cart, token = await a_bag(session, pieces)
    await add_code(session, cart, "ONCE")
    request = await a_request(session, cart)
    quoted = await quote_bag(session, cart, "PT")
    await placed(session, pieces, codes=["ONCE"])

    now = await quote_bag(session, cart, "PT")

    assert quoted.discount.minor == 125
    assert now.discount.minor == 0
    assert now.refused[0].refusal.reason is Reason.USED_UP
    with pytest.raises(Exception, match="price or delivery cost changed"):
        await place_order(session, GUEST, token, request)


@pytest.mark.parametrize(
    "second", ["INES@example.com", "ines+again@example.com", " ines@EXAMPLE.com"]
)
async def test_once_per_person_whatever_the_address_looks_like(session, second):
    pieces = await a_shelf(session, prices=(1250,))
    await a_promotion(session, code="MINE", customer_limit=1)
    await placed(session, pieces, codes=["MINE"], email="ines@example.com")

    cart, token = await a_bag(session, pieces)
    await add_code(session, cart, "MINE")
    quote = await quote_bag(session, cart, "PT", email=second)

    assert quote.refused[0].refusal.reason is Reason.USED_BY_YOU
    request = await a_request(session, cart, email="stranger@example.com")
    blind = request.model_copy(update={"email": second.strip().lower()})
    with pytest.raises(Exception, match="changed"):
        await place_order(session, GUEST, token, blind)


async def test_a_first_order_is_one_for_guest_and_account_alike(session):
    pieces = await a_shelf(session, prices=(1250,))
    await a_promotion(
        session, code="WELCOME", terms=Terms(percent_bps=1000, is_first_order=True)
    )
    buyer = await a_shopper(session)
    order = await placed(session, pieces, codes=["WELCOME"], email=f"{buyer.email}")
    assert order.discount_minor == 125

    cart, _ = await a_bag(session, pieces, buyer=buyer)
    await add_code(session, cart, "WELCOME")
    bag = await view_bag(session, cart, "PT", "EUR", utc_now().date())

    assert bag.discount.minor == 0
    assert [one.refusal.reason for one in bag.promotions.refused] == [Reason.FIRST_ORDER]


async def test_two_unpaid_first_orders_are_one_too_many(session):
    pieces = await a_shelf(session, prices=(1250,))
    await a_promotion(
        session, code="WELCOME", terms=Terms(percent_bps=1000, is_first_order=True)
    )
    await placed(session, pieces, codes=["WELCOME"])

    later = await placed(session, pieces, codes=["WELCOME"])

    assert later.discount_minor == 0


async def test_the_bag_shows_what_checkout_takes(session):
    pieces = await a_shelf(session, prices=(1250, 4000))
    await a_promotion(session, code="SPRING10")
    await a_promotion(session, PromotionKind.FREE_DELIVERY, terms=Terms(minimum_minor=5000))
    cart, _ = await a_bag(session, pieces)
    await add_code(session, cart, "spring10")

    bag = await view_bag(session, cart, "PT", "EUR", utc_now().date())
    quote = await quote_bag(session, cart, "PT")

    assert bag.discount.minor == 525 + 900
    assert (bag.total, bag.discount) == (quote.total, quote.discount)


async def test_codes_of_a_bag_are_known_scalars_and_few(session, cache):
    cart, _ = await a_bag(session, await a_shelf(session, prices=(1250,)))
    for number in range(6):
        await a_promotion(session, code=f"CODE{number}")

    with pytest.raises(UnknownCode, match="NOPE"):
        await add_code(session, cart, "NOPE")
    for number in range(5):
        await add_code(session, cart, f"code{number}")
    assert await add_code(session, cart, "CODE0 ") == "CODE0"
    with pytest.raises(TooManyCodes):
        await add_code(session, cart, "CODE5")
    await remove_code(session, cart, "CODE0")

    assert cart.codes == ["CODE1", "CODE2", "CODE3", "CODE4"]


async def test_two_codes_of_one_promotion_count_once(session):
    promotion = await a_promotion(session, code="FIRST")
    session.add(Coupon(promotion_id=promotion.id, code="SECOND"))
    cart, _ = await a_bag(session, await a_shelf(session, prices=(1250,)))
    for code in ("SECOND", "FIRST"):
        await add_code(session, cart, code)

    quote = await quote_bag(session, cart, "PT")

    assert quote.discount.minor == 125
    assert [one.refusal.reason for one in quote.refused] == [Reason.SAME_OFFER]


async def test_categories_count_from_the_department_down(session):
    mug, lamp = await a_shelf(session, prices=(1250, 4000))
    department = await a_category(session, "Kitchen")
    cups = await a_category(session, "Cups", parent=department)
    mug.product.category_id = cups.id
    scope = Scope(categories=frozenset({department.id}))
    await a_promotion(session, terms=Terms(percent_bps=1000, scope=scope))
    cart, _ = await a_bag(session, [mug, lamp])

    assert (await quote_bag(session, cart, "PT")).discount.minor == 125


def test_one_mailbox_has_one_key():
    same = {"Ines@Example.com", "ines+shop@example.com", " ines@example.COM "}
    assert {mailbox(one) for one in same} == {"ines@example.com"}
    assert mailbox("i.n.e.s+x@googlemail.com") == "ines@gmail.com"
    assert len({key for one in same for key in list(Buyer(None, (one,)).keys())}) == 1
    assert (
        Buyer(None, ("someone@example.com",)).keys()
        != Buyer(None, ("ines@example.com",)).keys()
    )
