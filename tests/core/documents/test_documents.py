"""Invoices, credit notes and commission invoices: what is printed, numbered and kept."""

from datetime import UTC, date, datetime

import pytest
from psycopg.errors import RestrictViolation
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from core.documents.errors import DocumentAltered, NoSuchDocument
from core.documents.issue_commission_invoice import (
    OUTSIDE,
    REVERSE_CHARGE,
    commission_tax,
    issue_commission_invoices,
)
from core.documents.issue_credit_note import issue_credit_note, issue_missing_credit_notes
from core.documents.issue_invoice import issue_invoice
from core.documents.models import MARKET, Document, DocumentKind
from core.documents.read import document_of_buyer, document_of_staff, document_of_vendor
from core.documents.render import pdf
from core.kernel.errors import Forbidden, SignInRequired
from core.kernel.money import Money
from core.kernel.principal import GUEST, SYSTEM
from core.kernel.secrets import derived_token
from core.ledger.models import AccountKind
from core.ledger.queries import trial_balance
from core.orders import queries as orders
from core.orders.errors import NoSuchOrder
from core.payments.models import RefundStatus
from core.refunds.request_refund import request_refund
from core.refunds.undo_taxes import undo_taxes
from core.settings import settings
from core.shipping.models import Zone
from core.taxes.models import Goods, Treatment, VatStatus
from core.taxes.sentences import sentence
from tests.factories.orders import a_paid_order
from tests.factories.principals import an_operator, owner_of
from tests.factories.shop import a_delivery_rate, a_piece, a_shopper, a_workshop
from tests.factories.taxes import (
    BERLIN,
    OAKLAND,
    a_checked_vat_id,
    a_registration,
    a_tax_profile,
    taxed_as,
)


async def a_seller(session, *, country="PT", **profile):
    workshop = await a_workshop(session, country=country)
    workshop.legal_name, workshop.line1, workshop.town = "Olaria Lda", "Rua 1", "Porto"
    for zone in Zone:
        await a_delivery_rate(session, workshop, zone, 450)
    await a_tax_profile(session, workshop, **profile)
    return workshop


async def sold(session, *, country="PT", quantity=2, price=1230, **placed):
    workshop = await a_seller(session, country=country)
    piece = await a_piece(session, workshop, prices={"EUR": price})
    order = await a_paid_order(session, {piece: quantity}, **placed)
    (part,) = await orders.vendor_orders_of(session, order.id)
    return workshop, order, part


async def refunded(session, part, units, *, key="one", delivery=0):
    (line,) = await orders.lines_of_vendor_order(session, part.id)
    refund = await request_refund(
        session, SYSTEM, part.id, {line.id: units}, delivery_minor=delivery, reason="Chipped.",
        idempotency_key=key,
    )  # fmt: skip
    refund.status = RefundStatus.SUCCEEDED
    await session.flush()
    await undo_taxes(session, refund, part)
    await session.flush()
    return refund


async def credited(session, refund_id):
    note = await issue_credit_note(session, refund_id)
    assert note
    return note


async def test_an_invoice_names_seller_buyer_rates_and_sums(session):
    _, order, part = await sold(session)

    invoice = await issue_invoice(session, part.id)

    assert invoice.number == f"INV-{invoice.year}-00001"
    assert (invoice.net_minor, invoice.tax_minor, invoice.gross_minor) == (2366, 544, 2910)
    assert invoice.gross_minor == order.total_minor
    facts = invoice.facts
    assert facts["seller"]["name"] == "Olaria Lda"
    assert facts["seller"]["vat_id"] == "PT501964843"
    assert facts["buyer"]["name"] == "Inês Carvalho"
    assert [row["amount"] for row in facts["rows"]] == ["24.60 EUR", "4.50 EUR"]
    assert facts["taxes"] == [
        {"rate": "VAT 23 %", "place": "Portugal", "base": "23.66 EUR", "amount": "5.44 EUR"}
    ]
    assert facts["gross"] == "29.10 EUR"
    assert (await pdf(invoice)).startswith(b"%PDF")


async def test_a_vendor_order_has_one_invoice_however_often_it_is_asked_for(session):
    _, _, part = await sold(session)

    assert await issue_invoice(session, part.id) is await issue_invoice(session, part.id)


async def test_numbers_of_an_issuer_follow_each_other(session):
    workshop = await a_seller(session)
    piece = await a_piece(session, workshop)
    numbers = []
    for _ in range(3):
        order = await a_paid_order(session, [piece])
        (part,) = await orders.vendor_orders_of(session, order.id)
        numbers.append((await issue_invoice(session, part.id)).sequence)
    _, _, other = await sold(session)

    assert numbers == [1, 2, 3]
    assert (await issue_invoice(session, other.id)).sequence == 1


@pytest.mark.parametrize(
    "statement", ["UPDATE documents SET number = 'X'", "DELETE FROM documents"]
)
async def test_an_issued_document_cannot_be_changed(session, statement):
    _, _, part = await sold(session)
    await issue_invoice(session, part.id)

    with pytest.raises(DBAPIError) as refused:
        await session.execute(text(statement))

    assert isinstance(refused.value.orig, RestrictViolation)


async def test_a_document_that_was_altered_is_not_shown(session):
    _, _, part = await sold(session)
    invoice = await issue_invoice(session, part.id)
    session.expunge(invoice)
    invoice.facts = {**invoice.facts, "gross": "0.01 EUR"}

    with pytest.raises(DocumentAltered):
        await pdf(invoice)


async def test_later_changes_of_the_workshop_do_not_reach_an_invoice(session):
    workshop, _, part = await sold(session)
    before = await pdf(await issue_invoice(session, part.id))
    workshop.legal_name = "Another Ltd"
    await session.flush()

    invoice = await issue_invoice(session, part.id)

    assert invoice.facts["seller"]["name"] == "Olaria Lda"
    assert len(await pdf(invoice)) == len(before)


@pytest.mark.bends_rows
async def test_a_credit_note_takes_back_what_was_refunded_with_its_tax(session):
    _, _, part = await sold(session)
    invoice = await issue_invoice(session, part.id)
    refund = await refunded(session, part, 1, delivery=225)

    note = await issue_credit_note(session, refund.id)

    assert note
    assert note.corrects_id == invoice.id
    assert (note.net_minor, note.tax_minor, note.gross_minor) == (1183, 272, 1455)
    assert note.facts["about"][0] == [
        "Corrects",
        f"{invoice.number} of {invoice.facts['issued_on']}",
    ]
    assert [row["amount"] for row in note.facts["rows"]] == ["12.30 EUR", "2.25 EUR"]
    assert (await pdf(note)).startswith(b"%PDF")


@pytest.mark.bends_rows
async def test_credit_notes_of_everything_add_up_to_the_invoice(session):
    _, _, part = await sold(session, quantity=3, price=1117)
    invoice = await issue_invoice(session, part.id)
    notes = [
        await credited(session, (await refunded(session, part, 1, key=key, delivery=d)).id)
        for key, d in (("a", 100), ("b", 100), ("c", 250))
    ]

    assert sum(note.gross_minor for note in notes) == invoice.gross_minor
    assert sum(note.tax_minor for note in notes) == invoice.tax_minor
    assert [note.sequence for note in notes] == [1, 2, 3]


@pytest.mark.bends_rows
async def test_a_refund_before_the_invoice_gets_its_credit_note_with_it(session):
    _, _, part = await sold(session)
    refund = await refunded(session, part, 1)

    assert await issue_credit_note(session, refund.id) is None
    await issue_invoice(session, part.id)
    await issue_missing_credit_notes(session, part.id)

    kinds = (await session.exec(select(Document.kind).order_by(col(Document.id)))).all()
    assert kinds == [DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE]


async def test_a_reverse_charge_is_said_with_both_numbers(session):
    await a_checked_vat_id(session)
    _, _, part = await sold(session, address=BERLIN, vat_id="DE136695976")

    invoice = await issue_invoice(session, part.id)

    assert invoice.tax_minor == 0
    assert invoice.facts["buyer"]["vat_id"] == "DE136695976"
    assert "Reverse charge" in invoice.facts["sentences"][0]


async def test_sales_tax_is_shown_on_top(session):
    await a_registration(session)
    _, order, part = await sold(session, address=OAKLAND)

    invoice = await issue_invoice(session, part.id)

    assert invoice.facts["is_inclusive"] is False
    assert invoice.facts["taxes"][0]["rate"] == "Sales tax 7.25 %"
    assert invoice.facts["taxes"][0]["place"] == "California"
    assert (invoice.net_minor, invoice.tax_minor) == (2910, 211)
    assert invoice.gross_minor == order.total_minor


async def test_two_rates_are_two_rows_of_the_table(session):
    workshop = await a_seller(session)
    book = await a_piece(session, workshop, prices={"EUR": 1060})
    bowl = await a_piece(session, workshop, prices={"EUR": 1230})
    await taxed_as(session, book, Goods.BOOKS)
    order = await a_paid_order(session, [book, bowl])
    (part,) = await orders.vendor_orders_of(session, order.id)

    invoice = await issue_invoice(session, part.id)

    assert [row["rate"] for row in invoice.facts["taxes"]] == ["VAT 23 %", "VAT 6 %"]


@pytest.mark.parametrize("country", ["DE", "AT", "FR", "LT"])
def test_a_small_business_says_why_it_shows_no_vat(country):
    assert "small business" in sentence(
        Treatment.SMALL_BUSINESS, seller_country=country, operator="EcoMarket"
    )


async def test_only_those_concerned_read_a_document(session):
    workshop, order, part = await sold(session)
    invoice = await issue_invoice(session, part.id)
    secret = settings().secret_key.get_secret_value()
    token = derived_token(secret, "order", order.id)

    read = await document_of_buyer(session, GUEST, order.number, invoice.id, token=token)
    assert read is invoice
    owner = owner_of(workshop)
    assert await document_of_vendor(session, owner, invoice.id) is invoice
    assert await document_of_staff(session, an_operator(), invoice.id) is invoice


async def test_for_everybody_else_there_is_none(session):
    _, order, part = await sold(session)
    invoice = await issue_invoice(session, part.id)
    _, other_order, _ = await sold(session)
    secret = settings().secret_key.get_secret_value()
    others = derived_token(secret, "order", other_order.id)
    stranger = owner_of(await a_workshop(session))

    with pytest.raises(NoSuchOrder):
        await document_of_buyer(session, GUEST, order.number, invoice.id, token=others)
    with pytest.raises(NoSuchDocument):
        await document_of_buyer(session, GUEST, other_order.number, invoice.id, token=others)
    with pytest.raises(SignInRequired):
        await document_of_buyer(session, GUEST, order.number, invoice.id, token="")
    with pytest.raises(NoSuchDocument):
        await document_of_vendor(session, stranger, invoice.id)
    with pytest.raises(Forbidden):
        await document_of_staff(session, await a_shopper(session), invoice.id)


@pytest.mark.parametrize(
    ("country", "status", "ppm", "sentence"),
    [
        ("DE", VatStatus.REGISTERED, 190_000, ""),
        ("DE", VatStatus.SMALL_BUSINESS, 190_000, ""),
        ("PT", VatStatus.REGISTERED, 0, REVERSE_CHARGE),
        ("PT", VatStatus.SMALL_BUSINESS, 190_000, ""),
        ("GB", VatStatus.REGISTERED, 0, OUTSIDE),
    ],
)
async def test_vat_on_commission(session, country, status, ppm, sentence):
    workshop = await a_workshop(session, country=country)
    profile = await a_tax_profile(session, workshop, status=status)

    due = commission_tax(workshop, profile, "DE", date(2026, 11, 30))

    assert (due.ppm, due.sentence) == (ppm, sentence)


async def test_the_commission_of_a_month_is_invoiced_once_with_its_vat(session):
    workshop = await a_seller(session, country="DE", vat_id="DE136695976")
    piece = await a_piece(session, workshop, prices={"EUR": 10_000})
    for _ in range(2):
        await a_paid_order(session, [piece], address=BERLIN)
    this_month = datetime.now(UTC).date()
    taken = (await trial_balance(session))[AccountKind.COMMISSION, "EUR"].minor

    (invoice,) = await issue_commission_invoices(session, this_month)
    again = await issue_commission_invoices(session, this_month)

    assert again == []
    assert invoice.issuer == MARKET
    assert invoice.gross_minor == -taken
    assert invoice.tax_minor == Money(-taken, "EUR").scale(19, 119).minor
    assert len(invoice.facts["rows"]) == 2
    balance = await trial_balance(session)
    assert balance[AccountKind.TAX_PAYABLE, "EUR"].minor == -invoice.tax_minor
    assert balance[AccountKind.COMMISSION, "EUR"].minor == -invoice.net_minor
    assert (await pdf(invoice)).startswith(b"%PDF")
