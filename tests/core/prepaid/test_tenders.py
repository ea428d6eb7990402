import pytest
from sqlalchemy import text

from core.checkout.expire_order import _expire
from core.checkout.place_order import place_order
from core.checkout.settle_payment import settle_payment
from core.kernel.money import Money
from core.kernel.principal import GUEST
from core.ledger.models import AccountKind
from core.ledger.queries import trial_balance
from core.orders import queries as orders
from core.orders.statuses import OrderPaymentStatus, OrderStatus
from core.payments import queries as payments
from core.payments.models import PaymentStatus, Prepaid
from core.prepaid.cards import void_card
from core.prepaid.errors import PrepaidChanged
from core.prepaid.models import GiftCardStatus
from core.prepaid.queries import put_card
from core.refunds.cancel_vendor_order import cancel_order
from core.refunds.request_refund import request_refund
from core.refunds.send_refund import send_refund
from core.reporting.proofs import prove
from tests.factories.orders import a_bag, a_request, a_shelf, word_of
from tests.factories.prepaid import a_card, an_order_with_cards, pay, the_rest, with_prepaid
from tests.factories.principals import an_operator


async def attempts(session, order):
    return await payments.payments_of(session, order.id)


async def run_out(session, order):
    order.expires_at = await orders.db_now(session)
    await session.flush()
    await _expire(session, order.id)
    await session.flush()


async def send_all(session, order):
    for refund in await payments.refunds_of(session, order.id):
        await send_refund(refund.id)


async def balance(session, card):
    await session.refresh(card)
    return card.balance_minor


async def test_a_card_pays_first_and_the_gateway_is_asked_for_the_rest(session):
    pieces = await a_shelf(session)  # 1250 + 4000 and 450 delivery each: 6150
    card = await a_card(session, 5000)
    order = await an_order_with_cards(session, pieces, [card])
    payment = await the_rest(session, order)
    assert (payment.amount_minor, await balance(session, card)) == (1150, 0)
    assert order.status is OrderStatus.PENDING_PAYMENT

    await settle_payment(session, payment, word_of(payment))
    await session.flush()

    assert order.status is OrderStatus.PLACED
    assert order.payment_status is OrderPaymentStatus.PAID
    assert [(p.provider, p.captured_minor) for p in await attempts(session, order)] == [
        ("gift_card", 5000),
        ("sandbox", 1150),
    ]
    await prove(session)


async def test_a_card_that_covers_everything_needs_no_gateway(session):
    order = await an_order_with_cards(
        session, await a_shelf(session), [await a_card(session, 10_000)]
    )

    await pay(session, order)

    books = await trial_balance(session)
    assert order.status is OrderStatus.PLACED
    assert books[AccountKind.GIFT_CARD_LIABILITY, "EUR"] == Money(-(10_000 - 6150), "EUR")
    assert (AccountKind.GATEWAY_CLEARING, "EUR") not in books
    await prove(session)


async def test_every_part_is_paid_exactly_by_all_tenders_together(session):
    pieces = await a_shelf(session, prices=(333, 3334, 777))
    cards = [await a_card(session, minor) for minor in (1001, 1003)]
    order = await an_order_with_cards(session, pieces, cards)
    await pay(session, order)

    paid = await session.execute(
        text(
            "SELECT v.total_minor, sum(a.captured_minor) FROM vendor_orders v "
            "JOIN payment_allocations a ON a.vendor_order_id = v.id GROUP BY v.id"
        )
    )

    assert all(total == captured for total, captured in paid)
    await prove(session)


async def test_an_order_that_expires_gives_the_card_back_once(session):
    card = await a_card(session, 5000)
    order = await an_order_with_cards(session, await a_shelf(session), [card])

    await run_out(session, order)
    await run_out(session, order)

    assert order.status is OrderStatus.EXPIRED
    assert (await balance(session, card), card.status) == (5000, GiftCardStatus.ACTIVE)
    await prove(session)


async def test_late_money_takes_the_card_again(session):
    card = await a_card(session, 5000)
    order = await an_order_with_cards(session, await a_shelf(session), [card])
    payment = await the_rest(session, order)
    payment.status = PaymentStatus.EXPIRED
    await run_out(session, order)

    await settle_payment(session, payment, word_of(payment))
    await session.flush()

    assert order.status is OrderStatus.PLACED
    assert await balance(session, card) == 0
    await prove(session)


async def test_late_money_without_its_card_is_sent_back(session):
    card = await a_card(session, 5000)
    order = await an_order_with_cards(session, await a_shelf(session), [card])
    payment = await the_rest(session, order)
    payment.status = PaymentStatus.EXPIRED
    await run_out(session, order)
    await pay(session, await an_order_with_cards(session, await a_shelf(session), [card]))

    await settle_payment(session, payment, word_of(payment))
    await session.flush()

    books = await trial_balance(session)
    assert order.status is OrderStatus.EXPIRED
    assert books[AccountKind.BUYER_SUSPENSE, "EUR"] == Money(-1150, "EUR")
    await prove(session)


async def test_a_card_that_shrank_since_the_buyer_looked_is_refused(session):
    pieces = await a_shelf(session)
    card = await a_card(session, 5000)
    cart, token = await a_bag(session, pieces)
    await put_card(session, cart.id, card.id)
    request = await with_prepaid(session, cart, await a_request(session, cart))
    await void_card(session, an_operator(), card.id, reason="Stolen")
    await session.flush()

    with pytest.raises(PrepaidChanged):
        await place_order(session, GUEST, token, request)


async def test_a_refund_goes_to_the_card_before_the_gateway(session):
    pieces = await a_shelf(session, prices=(4000,))  # 4450 with delivery
    card = await a_card(session, 3000)
    order = await an_order_with_cards(session, {pieces[0]: 1}, [card])
    await pay(session, order)
    (part,) = await orders.vendor_orders_of(session, order.id)

    for key, minor in (("one", 400), ("two", 50)):
        await request_refund(
            session, an_operator(), part.id, {}, delivery_minor=minor, reason="x",
            idempotency_key=key,
        )  # fmt: skip
    await session.flush()

    gift, bank = await attempts(session, order)
    assert (gift.refunded_minor, bank.refunded_minor) == (450, 0)
    line = (await orders.lines_of_vendor_order(session, part.id))[0]
    refund = await request_refund(
        session, an_operator(), part.id, {line.id: 1}, reason="x", idempotency_key="all"
    )
    shares = await payments.shares_of(session, refund.id)
    assert [(row.payment_id, row.amount_minor) for row in shares] == [
        (gift.id, 2550),
        (bank.id, 1450),
    ]
    assert refund.payment_id == bank.id


async def test_a_canceled_order_gives_back_what_its_card_paid(session):
    card = await a_card(session, 10_000)
    order = await an_order_with_cards(session, await a_shelf(session), [card])
    await pay(session, order)

    await cancel_order(session, an_operator(), order.id, reason="Changed my mind")
    await session.commit()
    await send_all(session, order)
    await send_all(session, order)

    await session.refresh(order)
    assert order.status is OrderStatus.CANCELED
    assert order.payment_status is OrderPaymentStatus.REFUNDED
    assert await balance(session, card) == 10_000
    assert {p.provider for p in await attempts(session, order)} == {Prepaid.GIFT_CARD}
    await prove(session)
