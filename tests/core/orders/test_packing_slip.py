import pytest

from core.orders import queries
from core.orders.errors import NoSuchOrder
from core.orders.packing_slip import _facts, packing_slip
from core.orders.read_models import vendor_order_detail
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.principals import owner_of


@pytest.fixture
async def sold(session):
    mug, lamp = await a_shelf(session)
    order = await a_paid_order(session, {mug: 2, lamp: 1})
    parts = await queries.vendor_orders_of(session, order.id)
    return mug, lamp, next(part for part in parts if part.vendor_id == mug.vendor.id)


async def test_a_slip_is_a_pdf_of_the_workshops_own_lines(session, sold):
    mug, lamp, part = sold

    pdf = await packing_slip(session, owner_of(mug.vendor), part.number)

    detail = await vendor_order_detail(session, mug.vendor.id, part.number)
    facts = _facts(detail, detail.parts[0], mug.vendor, "")
    assert pdf.startswith(b"%PDF-")
    assert [(line["quantity"], line["title"]) for line in facts["lines"]] == [
        (2, mug.product.title)
    ]
    assert "12.50" not in repr(facts)
    assert lamp.product.title not in repr(facts)


async def test_another_workshop_prints_nothing(session, sold):
    _, lamp, part = sold

    with pytest.raises(NoSuchOrder):
        await packing_slip(session, owner_of(lamp.vendor), part.number)
