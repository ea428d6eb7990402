"""What a workshop says about its VAT, and reads of its documents."""

from core.documents.issue_invoice import issue_invoice
from core.kernel.principal import VendorRole
from core.orders import queries as orders
from tests.factories.orders import a_paid_order, a_shelf
from vendor_portal.pages.taxes.state import TaxesState


async def test_a_number_is_saved_and_a_wrong_one_refused(session, desk):
    (piece,) = await a_shelf(session, prices=(1250,))
    tab = await desk(piece.vendor, TaxesState, "/settings/taxes", role=VendorRole.FINANCE)
    said = {"status": "registered", "established_in": "PT", "uses_oss": "on"}

    async for _ in tab.save({**said, "vat_id": "PT501964844"}):
        pass
    assert tab.vat_id == ""
    async for _ in tab.save({**said, "vat_id": "PT 501964843"}):
        pass

    assert (tab.status, tab.vat_id, tab.uses_oss) == ("registered", "PT501964843", True)


async def test_the_invoices_of_the_workshop_are_listed(session, desk):
    (piece,) = await a_shelf(session, prices=(1250,))
    order = await a_paid_order(session, [piece])
    (part,) = await orders.vendor_orders_of(session, order.id)
    invoice = await issue_invoice(session, part.id)

    tab = await desk(piece.vendor, TaxesState, "/settings/taxes", role=VendorRole.FINANCE)

    assert [(row.title, row.number, row.href) for row in tab.documents] == [
        ("Invoice", invoice.number, f"/documents/workshop/{invoice.id}.pdf")
    ]
