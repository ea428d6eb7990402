import pytest
from sqlalchemy import text
from sqlmodel import col, func, select

from core.cart.queries import list_lines
from core.checkout.expire_order import _expire
from core.checkout.settle_payment import RETURN_MONEY, settle_payment
from core.events.models import OutboxMessage
from core.inventory.models import StockLevel
from core.inventory.reserve import release
from core.kernel.money import Money
from core.ledger.models import AccountKind, LedgerTransaction
from core.ledger.queries import trial_balance
from core.orders import queries as orders
from core.orders.statuses import OrderPaymentStatus, OrderStatus, VendorOrderStatus
from core.payments.models import PaymentStatus
from core.payments.providers.base import ProviderStatus
from tests.factories.orders import a_shelf, an_attempt, an_order, word_of
from tests.factories.shop import set_stock


async def levels(session, piece):
    statement = select(StockLevel).where(StockLevel.variant_id == piece.variant.id)
    level = (await session.exec(statement.execution_options(populate_existing=True))).one()
    return level.on_hand, level.reserved, level.allocated


async def told(session):
    statement = select(OutboxMessage.event).order_by(col(OutboxMessage.id))
    return [e for e in await session.exec(statement) if e.startswith(("Order", "Payment"))]


async def test_captured_money_places_the_order_and_promises_its_stock(session):
    mug, lamp = await a_shelf(session)
    order = await an_order(session, {mug: 2, lamp: 1})
    payment = await an_attempt(session, order)

    await settle_payment(session, payment, word_of(payment))

    parts = await orders.vendor_orders_of(session, order.id)
    assert order.status is OrderStatus.PLACED
    assert order.payment_status is OrderPaymentStatus.PAID
    assert {part.status for part in parts} == {VendorOrderStatus.PLACED}
    assert await levels(session, mug) == (10, 0, 2)
    assert await told(session) == ["OrderPlaced", "PaymentCaptured"]


async def test_the_books_say_who_owes_whom(session):
    mug, lamp = await a_shelf(session, prices=(1250, 4000))
    order = await an_order(session, [mug, lamp])
    payment = await an_attempt(session, order)

    await settle_payment(session, payment, word_of(payment))

    assert await trial_balance(session) == {
        (AccountKind.GATEWAY_CLEARING, "EUR"): Money(6150, "EUR"),
        (AccountKind.VENDOR_PENDING, "EUR"): Money(-(6150 - 150 - 480), "EUR"),
        (AccountKind.COMMISSION, "EUR"): Money(-(150 + 480), "EUR"),
    }


@pytest.mark.parametrize("times", [2, 5])
async def test_hearing_it_again_changes_nothing(session, times):
    order = await an_order(session, await a_shelf(session))
    payment = await an_attempt(session, order)

    for _ in range(times):
        await settle_payment(session, payment, word_of(payment))

    assert await told(session) == ["OrderPlaced", "PaymentCaptured"]
    booked = await session.exec(select(func.count()).select_from(LedgerTransaction))
    assert booked.one() == 1


@pytest.mark.parametrize(
    "late", [ProviderStatus.FAILED, ProviderStatus.OPEN, ProviderStatus.EXPIRED]
)
async def test_late_bad_news_never_undoes_a_payment(session, late):
    mug, lamp = await a_shelf(session)
    order = await an_order(session, [mug, lamp])
    payment = await an_attempt(session, order)
    await settle_payment(session, payment, word_of(payment))

    await settle_payment(session, payment, word_of(payment, late))

    assert payment.status is PaymentStatus.CAPTURED
    assert order.status is OrderStatus.PLACED
    assert await levels(session, mug) == (10, 0, 1)


async def test_a_declined_card_frees_the_stock_and_keeps_the_order_open(session):
    mug, lamp = await a_shelf(session)
    order = await an_order(session, [mug, lamp])
    payment = await an_attempt(session, order)

    await settle_payment(
        session, payment, word_of(payment, ProviderStatus.FAILED, decline_code="card_declined")
    )

    assert payment.status is PaymentStatus.FAILED
    assert order.status is OrderStatus.PENDING_PAYMENT
    assert await levels(session, mug) == (10, 0, 0)
    assert await told(session) == ["PaymentFailed"]


async def test_money_after_a_decline_still_places_the_order_while_stock_lasts(session):
    mug, lamp = await a_shelf(session)
    order = await an_order(session, [mug, lamp])
    payment = await an_attempt(session, order)
    await settle_payment(session, payment, word_of(payment, ProviderStatus.FAILED))

    await settle_payment(session, payment, word_of(payment))

    assert order.status is OrderStatus.PLACED
    assert await levels(session, mug) == (10, 0, 1)


async def test_money_for_goods_that_are_gone_is_sent_back_and_nothing_is_oversold(session):
    mug, lamp = await a_shelf(session)
    order = await an_order(session, [mug, lamp])
    payment = await an_attempt(session, order)
    await release(session, order.id, actor="test")
    await set_stock(session, mug, 0)

    await settle_payment(session, payment, word_of(payment))

    assert order.status is OrderStatus.PENDING_PAYMENT
    assert await levels(session, mug) == (0, 0, 0)
    assert await trial_balance(session) == {
        (AccountKind.GATEWAY_CLEARING, "EUR"): Money(6150, "EUR"),
        (AccountKind.BUYER_SUSPENSE, "EUR"): Money(-6150, "EUR"),
    }
    assert await waiting_jobs(session, RETURN_MONEY) == 1


async def test_a_second_payment_of_one_order_is_sent_back(session):
    order = await an_order(session, await a_shelf(session))
    first, second = await an_attempt(session, order), await an_attempt(session, order)
    await settle_payment(session, first, word_of(first))

    await settle_payment(session, second, word_of(second))

    assert await waiting_jobs(session, RETURN_MONEY) == 1
    assert (await told(session)).count("OrderPlaced") == 1


@pytest.mark.parametrize("amount", [Money(6149, "EUR"), Money(6151, "EUR"), Money(6150, "USD")])
async def test_another_amount_or_currency_pays_for_nothing(session, amount):
    mug, lamp = await a_shelf(session)
    order = await an_order(session, [mug, lamp])
    payment = await an_attempt(session, order)

    await settle_payment(session, payment, word_of(payment, amount=amount))

    assert payment.status is PaymentStatus.MISMATCH
    assert order.status is OrderStatus.PENDING_PAYMENT
    assert await told(session) == ["PaymentMismatched"]


async def test_an_unpaid_order_expires_and_its_lines_return_to_the_bag(session):
    mug, lamp = await a_shelf(session)
    order = await an_order(session, {mug: 2, lamp: 1})
    order.expires_at = await orders.db_now(session)
    await session.flush()

    await _expire(session, order.id)

    back = {line.variant_id: line.quantity for line in await list_lines(session, order.cart_id)}
    assert order.status is OrderStatus.EXPIRED
    assert back == {mug.variant.id: 2, lamp.variant.id: 1}
    assert await levels(session, mug) == (10, 0, 0)


async def waiting_jobs(session, name):
    statement = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = :name")
    return (await session.execute(statement, {"name": name})).scalar_one()
