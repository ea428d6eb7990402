"""Each proof holds for a shop that was used, and fails as soon as its rows are bent."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.models import Order
from core.orders.pack_parcel import pack_parcel
from core.orders.queries import vendor_orders_of
from core.refunds.request_refund import request_refund
from core.reporting.proofs import PROOFS, BooksDoNotAdd, contradictions, prove
from tests.factories.orders import a_paid_order, a_shelf, an_order
from tests.factories.principals import an_operator, owner_of

BENDS = {
    "ledger_balances": "UPDATE ledger_entries SET amount_minor = amount_minor + 1 "
    "WHERE id = (SELECT min(id::text)::uuid FROM ledger_entries)",
    "orders_are_their_parts": "UPDATE orders SET items_minor = items_minor + 1, "
    "total_minor = total_minor + 1",
    "parts_are_their_lines": "UPDATE order_lines SET commission_minor = commission_minor + 1",
    "refunds_are_claimed": "UPDATE refunds SET amount_minor = amount_minor + 1",
    "payments_are_allocated": "UPDATE payment_allocations SET amount_minor = amount_minor + 1",
    "placed_orders_are_paid": "UPDATE payments SET captured_minor = 0, refunded_minor = 0",
    "captured_money_is_booked": "DELETE FROM ledger_transactions",
    "refunds_are_booked": "UPDATE refunds SET status = 'succeeded'",
    "vendors_are_owed_their_earnings": "UPDATE earnings SET amount_minor = amount_minor + 1",
    "stock_is_its_movements": "UPDATE stock_levels SET on_hand = on_hand + 1",
    "holds_and_promises_are_kept": "UPDATE allocations SET quantity = quantity + 1",
    "what_left_was_in_a_parcel": "DELETE FROM fulfillment_lines",
    "ratings_are_their_reviews": "UPDATE products SET rating_count = 1, rating_sum = 5",
}


async def a_used_shop(session: AsyncSession) -> Order:
    """Two workshops, one order on hold, one sent, delivered and partly refunded."""
    pieces = await a_shelf(session)
    await an_order(session, [pieces[0]])
    order = await a_paid_order(session, {pieces[0]: 2, pieces[1]: 1})
    part = next(
        row
        for row in await vendor_orders_of(session, order.id)
        if row.vendor_id == pieces[0].vendor.id
    )
    owner = owner_of(pieces[0].vendor)
    await accept_vendor_order(session, owner, part.id)
    parcel = await pack_parcel(session, owner, part.id)
    await hand_over_parcel(session, owner, part.id, parcel.id, carrier="CTT")
    await deliver_parcel(session, owner, part.id, parcel.id)
    await request_refund(
        session,
        an_operator(),
        part.id,
        {},
        delivery_minor=100,
        reason="Late",
        idempotency_key="late",
    )
    await session.flush()
    return order


async def test_a_shop_that_was_used_adds_up(session: AsyncSession):
    await a_used_shop(session)

    await prove(session)
    await prove(session, since=utc_now() - timedelta(hours=1))


def test_every_proof_has_a_test_that_bends_it():
    assert {proof.name for proof in PROOFS} == set(BENDS)


@pytest.mark.parametrize("name", sorted(BENDS))
async def test_bent_rows_are_found(session: AsyncSession, name: str):
    await a_used_shop(session)
    await session.exec(text("SET LOCAL session_replication_role = replica"))
    changed = await session.exec(text(BENDS[name]))
    assert changed.rowcount > 0

    found = await contradictions(session)

    assert name in {item.proof.name for item in found}
    with pytest.raises(BooksDoNotAdd, match=name):
        await prove(session)


async def test_what_was_not_touched_lately_is_left_to_the_nightly_proof(session: AsyncSession):
    await a_used_shop(session)
    await session.exec(text("UPDATE orders SET items_minor = items_minor + 1, "
                            "total_minor = total_minor + 1"))  # fmt: skip

    recent = await contradictions(session, since=utc_now() + timedelta(hours=1))

    assert "orders_are_their_parts" not in {item.proof.name for item in recent}
