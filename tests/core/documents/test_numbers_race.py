"""Two invoices of one workshop at once: the counter's lock keeps its numbers without a gap."""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from core.db.session import transaction
from core.documents import queries
from core.documents.issue_invoice import issue_invoice
from core.documents.models import Document, DocumentCounter
from core.orders import queries as orders
from core.shipping.models import Zone
from tests.factories.orders import a_paid_order
from tests.factories.shop import a_delivery_rate, a_piece, a_workshop

pytestmark = pytest.mark.usefixtures("clean_database")
AT_ONCE = 8


async def parts_of_one_workshop():
    async with transaction() as session:
        workshop = await a_workshop(session)
        await a_delivery_rate(session, workshop, Zone.DOMESTIC, 450)
        piece = await a_piece(session, workshop, stock=AT_ONCE)
        placed = [await a_paid_order(session, [piece]) for _ in range(AT_ONCE)]
        return [(await orders.vendor_orders_of(session, order.id))[0].id for order in placed]


async def invoice(part_id, *, is_failing=False):
    async with transaction() as session:
        await issue_invoice(session, part_id)
        if is_failing:
            raise RuntimeError("after the number was taken")


async def numbers():
    async with transaction() as session:
        statement = select(Document.sequence).order_by(col(Document.sequence))
        return list((await session.exec(statement)).all())


async def test_invoices_at_once_have_numbers_without_a_gap():
    parts = await parts_of_one_workshop()

    await asyncio.gather(*(invoice(part) for part in parts))

    assert await numbers() == list(range(1, AT_ONCE + 1))


async def test_a_transaction_that_fails_uses_no_number_up():
    parts = await parts_of_one_workshop()

    results = await asyncio.gather(
        *(invoice(part, is_failing=i % 2 == 0) for i, part in enumerate(parts)),
        return_exceptions=True,
    )

    assert sum(isinstance(result, RuntimeError) for result in results) == AT_ONCE // 2
    assert await numbers() == list(range(1, AT_ONCE // 2 + 1))


async def test_one_vendor_order_at_once_has_one_invoice():
    parts = await parts_of_one_workshop()

    await asyncio.gather(*(invoice(parts[0]) for _ in range(AT_ONCE)))

    assert await numbers() == [1]


async def test_without_the_lock_two_documents_want_the_same_number(monkeypatch):
    """The negative control: the race is there, and the database refuses its outcome."""
    parts = await parts_of_one_workshop()
    started = asyncio.Barrier(2)

    async def read_only(session, issuer, kind, year):
        statement = select(DocumentCounter).where(DocumentCounter.issuer == issuer)
        found = (await session.exec(statement)).first()
        await started.wait()
        if found is not None:
            return found
        return DocumentCounter(issuer=issuer, kind=kind, year=year)

    monkeypatch.setattr(queries, "lock_counter", read_only)

    results = await asyncio.gather(
        *(invoice(part) for part in parts[:2]), return_exceptions=True
    )

    assert sum(isinstance(result, IntegrityError) for result in results) == 1
