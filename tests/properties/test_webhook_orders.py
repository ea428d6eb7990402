"""Whatever a gateway says, in whatever order and however often: one outcome.

Money that came places the order, whenever the word of it comes; without it the order waits, and
what was held is free again once every attempt has ended.
"""

from itertools import combinations, permutations

import pytest
from sqlmodel import func, select

from core.checkout.settle_payment import settle_payment
from core.inventory.models import StockLevel
from core.ledger.models import LedgerTransaction
from core.orders.statuses import OrderStatus
from core.payments.models import PaymentStatus
from core.payments.providers.base import ProviderStatus
from tests.factories.orders import a_shelf, an_attempt, an_order, word_of

NEWS = (
    ProviderStatus.OPEN,
    ProviderStatus.REQUIRES_ACTION,
    ProviderStatus.FAILED,
    ProviderStatus.EXPIRED,
    ProviderStatus.CAPTURED,
)
ENDINGS = {ProviderStatus.FAILED, ProviderStatus.EXPIRED}
FAST = 2


def orders_of_news():
    """Every set of up to five kinds of news in every order; up to two in ``make test``."""
    for size in range(1, len(NEWS) + 1):
        for chosen in combinations(NEWS, size):
            marks = () if size <= FAST else pytest.mark.deep
            name = "-".join(news.value for news in chosen)
            yield pytest.param(chosen, id=name, marks=marks)


@pytest.mark.parametrize("times", [1, 2, 20])
@pytest.mark.parametrize("chosen", orders_of_news())
async def test_the_order_of_news_changes_nothing(session, chosen, times):
    if times == 20 and len(chosen) > 1:
        pytest.skip("twenty times is for single news and for the race of twenty")
    outcomes = set()
    for said in permutations(chosen):
        async with session.begin_nested() as savepoint:
            outcomes.add(await outcome(session, said, times))
            await savepoint.rollback()

    has_money = ProviderStatus.CAPTURED in chosen
    has_ended = bool(ENDINGS & set(chosen))
    assert outcomes == {
        (OrderStatus.PLACED, True, 1, (10, 0, 1))
        if has_money
        else (OrderStatus.PENDING_PAYMENT, False, 0, (10, 0 if has_ended else 1, 0))
    }


async def outcome(session, said, times):
    """Status, whether money was taken, sales that are booked, and the stock."""
    [piece] = await a_shelf(session, prices=(1250,))
    order = await an_order(session, [piece])
    payment = await an_attempt(session, order)
    for news in said:
        for _ in range(times):
            await settle_payment(session, payment, word_of(payment, news))
            await session.flush()
    booked = await session.exec(select(func.count()).select_from(LedgerTransaction))
    level = (
        await session.exec(select(StockLevel).where(StockLevel.variant_id == piece.variant.id))
    ).one()
    await session.refresh(level)
    return (
        order.status,
        payment.status is PaymentStatus.CAPTURED,
        booked.one(),
        (level.on_hand, level.reserved, level.allocated),
    )
