"""A piece goes back and another of its kind comes."""

import pytest

from core.inventory.errors import OutOfStock
from core.payments import queries as payments
from core.returns import queries
from core.returns.decide_return import (
    cancel_return,
)
from core.returns.errors import (
    NoSuchVariant,
)
from core.returns.inspect_return import (
    inspect_return,
    send_replacement,
)
from core.returns.statuses import (
    ExchangeStatus,
    Resolution,
    ReturnStatus,
)
from tests.core.returns.returning import a_return, back_at, graded, on_hand
from tests.factories.principals import owner_of
from tests.factories.returns import only_part
from tests.factories.shop import a_piece


async def test_an_exchange_sets_the_replacement_aside_and_sends_it(session, order, buyer, mug):
    other = await a_piece(session, mug.vendor, prices={"EUR": 1000}, stock=2)
    other.variant.product_id, other.variant.option1 = mug.product.id, "Rust"
    await session.flush()
    _, line = await only_part(session, order)
    found = await a_return(
        session, order, buyer, resolution=Resolution.EXCHANGE,
        replacements={line.id: other.variant.id},
    )  # fmt: skip
    assert await on_hand(session, other.variant) == (2, 1)

    owner = owner_of(mug.vendor)
    await back_at(session, owner, found, buyer)
    await inspect_return(session, owner, found.id, await graded(session, found))
    await send_replacement(session, owner, found.id, carrier="DHL", tracking_number="2")

    (refund,) = await payments.refunds_of(session, order.id)
    (sent,) = await queries.exchanges_of(session, found.id)
    assert await on_hand(session, other.variant) == (1, 0)
    assert (refund.amount_minor, found.status) == (250, ReturnStatus.CLOSED)
    assert sent.status is ExchangeStatus.SENT
    await session.refresh(line)
    assert (line.quantity_returned, line.quantity_refunded) == (1, 0)


async def test_an_exchange_that_ends_frees_the_replacement(session, order, buyer, mug):
    other = await a_piece(session, mug.vendor, prices={"EUR": 1250}, stock=1)
    other.variant.product_id, other.variant.option1 = mug.product.id, "Rust"
    await session.flush()
    _, line = await only_part(session, order)
    wish = {"resolution": Resolution.EXCHANGE, "replacements": {line.id: other.variant.id}}
    found = await a_return(session, order, buyer, **wish)
    with pytest.raises(OutOfStock):
        async with session.begin_nested():
            await a_return(session, order, buyer, **wish)

    await cancel_return(session, buyer, found.id)

    assert await on_hand(session, other.variant) == (1, 0)


async def test_a_replacement_is_never_dearer_nor_of_another_piece(session, order, buyer, mug):
    dearer = await a_piece(session, mug.vendor, prices={"EUR": 1251})
    dearer.variant.product_id, dearer.variant.option1 = mug.product.id, "Rust"
    await session.flush()
    _, line = await only_part(session, order)
    for replacements in ({line.id: dearer.variant.id}, {}):
        wish = {"resolution": Resolution.EXCHANGE, "replacements": replacements}
        with pytest.raises(NoSuchVariant):
            async with session.begin_nested():
                await a_return(session, order, buyer, **wish)
