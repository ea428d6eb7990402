import pytest

from admin.pages.audit.state import AuditState
from admin.pages.customers.state import CustomersState
from admin.pages.jobs.state import JobsState
from admin.pages.orders.state import OrdersState
from admin.pages.outbox.state import OutboxState
from admin.pages.overview.state import ChartsState, OverviewState
from admin.pages.products.state import ProductsState
from admin.pages.proofs.state import ProofsState
from admin.pages.vendors.state import VendorsState
from core.kernel.principal import Role
from core.vendors.models import VendorStatus
from core.vendors.suspend_vendor import suspend_vendor
from tests.factories.identity import a_user, staff
from tests.factories.orders import a_paid_order, a_shelf, an_order
from tests.factories.shop import a_piece
from tests.factories.workshops import a_vendor

LISTS = [
    (OrdersState, "/orders"),
    (CustomersState, "/customers"),
    (VendorsState, "/vendors"),
    (ProductsState, "/products"),
    (OutboxState, "/outbox"),
    (JobsState, "/jobs"),
    (ProofsState, "/proofs"),
    (AuditState, "/audit"),
    (OverviewState, "/"),
]


@pytest.mark.parametrize(("kind", "path"), LISTS)
async def test_a_list_opens_for_an_operator(desk, kind, path):
    assert (await desk(kind, path)).status == "ready"


@pytest.mark.parametrize(("kind", "path"), LISTS)
@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.VENDOR])
async def test_shoppers_and_workshops_see_nothing(session, desk, kind, path, role):
    """Not even with a cookie of this app: their sessions carry no power here."""
    tab = await desk(kind, path, user=await a_user(session, roles=(role,)))

    assert tab.status == "loading"
    assert not getattr(tab, "rows", [])


@pytest.mark.parametrize(("kind", "path"), LISTS)
async def test_nonsense_in_the_address_is_left_out(desk, kind, path):
    query = {"status": "<b>", "page": "-3", "payment": "x", "from": "2026-99-99", "queue": "'"}

    assert (await desk(kind, path, query=query)).status == "ready"


async def test_orders_are_found_by_number_and_by_payment(session, desk):
    pieces = await a_shelf(session)
    paid, open_one = await a_paid_order(session, pieces), await an_order(session, pieces)

    by_number = await desk(OrdersState, "/orders", query={"q": paid.number.lower()})
    by_payment = await desk(OrdersState, "/orders", query={"payment": "none"})

    assert [row.number for row in by_number.rows] == [paid.number]
    assert [row.number for row in by_payment.rows] == [open_one.number]
    assert by_number.export_href == f"/exports/orders.csv?q={paid.number.lower()}"


async def test_a_search_becomes_an_address(desk):
    tab = await desk(OrdersState, "/orders", query={"status": "placed", "page": "2"})

    going = await tab.search({"q": " EM 1 ", "payment": "paid", "from": "2026-01-02", "to": ""})

    assert "/orders?from=2026-01-02&payment=paid&q=EM%201&status=placed" in str(going)


async def test_the_queue_of_workshops_is_its_own_view(session, desk):
    waiting = await a_vendor(session, VendorStatus.IN_REVIEW, name="Waiting")
    await a_vendor(session, name="Approved")

    tab = await desk(VendorsState, "/vendors", query={"status": "in_review"})

    assert tab.is_queue
    assert waiting.name not in [row.name for row in tab.rows]  # it never asked for a review


async def test_products_are_narrowed_to_one_workshop(session, desk):
    mine, _other = await a_piece(session), await a_piece(session)

    tab = await desk(ProductsState, "/products", query={"vendor": mine.vendor.slug})

    assert [row.title for row in tab.rows] == [mine.product.title]


async def test_the_trail_is_narrowed_to_a_kind_of_act(session, desk):
    vendor = await a_vendor(session)
    await suspend_vendor(session, await staff(session), vendor.id, "Late")

    of_vendors = await desk(AuditState, "/audit", query={"action": "vendors."})
    of_jobs = await desk(AuditState, "/audit", query={"action": "job."})

    assert [row.summary for row in of_vendors.rows] == ["Elm is suspended"]
    assert of_vendors.rows[0].href == f"/vendors/{vendor.id}"
    assert of_jobs.rows == []


async def test_the_overview_counts_what_was_paid_today(session, desk):
    await a_paid_order(session, await a_shelf(session))

    tab = await desk(OverviewState, "/")
    charts = await desk(ChartsState, "/")

    figures = {tile.label: tile.value for tile in tab.tiles}
    assert (figures["Orders"], figures["Revenue in EUR"]) == ("1", "€61.50")
    assert figures["Average order"] == "€61.50"
    assert tab.books.is_balanced
    assert len(tab.orders) == 1
    assert charts.hours.title == "1 order in the last 24 hours"
    assert sum(charts.hours_figure.data[0].y) == 1


async def test_new_orders_wait_while_somebody_reads_the_list(session, desk):
    pieces = await a_shelf(session)
    tab = await desk(OverviewState, "/")
    await tab.hold()
    order = await a_paid_order(session, pieces)

    await tab._show_arrivals(await tab._principal())
    assert (tab.orders, tab.news) == ([], "1 new order, shown when you leave the list")
    await tab.let_go()

    assert [row.number for row in tab.orders] == [order.number]
    assert tab.news == f"1 new order: {order.number}"
