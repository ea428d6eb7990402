"""The credit note of a refund: takes back a part of an invoice, which itself stays."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.documents import facts, queries
from core.documents.issue import Draft, issue
from core.documents.models import Document, DocumentKind
from core.kernel.money import Money, total
from core.orders import queries as orders
from core.orders.models import OrderLine
from core.payments import queries as payments
from core.payments.models import Refund, RefundStatus
from core.taxes.charge import TaxCharge
from core.taxes.models import TaxLine, TaxReversal
from core.taxes.queries import profiles_of


async def issue_credit_note(session: AsyncSession, refund_id: UUID) -> Document | None:
    """Of a refund that went through; None while its vendor order has no invoice (then nothing
    was invoiced that could be corrected). The same one when it was issued before.
    """
    refund = await payments.get_refund(session, refund_id)
    order = await orders.lock_order(session, refund.order_id)
    invoice = await queries.find_invoice(session, refund.vendor_order_id)
    if invoice is None or refund.status is not RefundStatus.SUCCEEDED or not refund.amount:
        return None
    if issued := await queries.find_of_refund(session, refund_id):
        return issued
    part = await orders.get_vendor_order(session, refund.vendor_order_id)
    vendor = (await orders.vendors_of(session, [part.vendor_id]))[part.vendor_id]
    profile = (await profiles_of(session, [part.vendor_id])).get(part.vendor_id)
    undone = [_undone(row, tax) for row, tax in await queries.reversals_of(session, refund_id)]
    tax = total((charge.amount for charge in undone), refund.currency)
    return await issue(
        session,
        Draft(
            kind=DocumentKind.CREDIT_NOTE,
            issuer=invoice.issuer,
            vendor_id=part.vendor_id,
            order_id=order.id,
            vendor_order_id=part.id,
            refund_id=refund.id,
            corrects_id=invoice.id,
            net=refund.amount - tax,
            tax=tax,
            facts={
                "kind": DocumentKind.CREDIT_NOTE.value,
                "title": "Credit note",
                "seller": facts.seller(vendor, profile),
                "buyer": facts.buyer(order),
                "about": [
                    ["Corrects", f"{invoice.number} of {invoice.issued_on:%-d %B %Y}"],
                    ["Order", part.number],
                    ["Reason", refund.reason],
                ],
                "is_inclusive": True,
                "rows": await _rows(session, refund),
                "net": facts.amount(refund.amount - tax),
                "tax": facts.amount(tax),
                "gross": facts.amount(refund.amount),
                "gross_label": "Given back",
                "taxes": facts.taxes(undone),
                "sentences": facts.sentences(undone, vendor),
                "footer": f"Sold through EcoMarket by {vendor.legal_name or vendor.name}.",
            },
        ),
    )


async def issue_missing_credit_notes(session: AsyncSession, vendor_order_id: UUID) -> None:
    """Of refunds that went through before the invoice was issued."""
    for refund in await queries.succeeded_refunds(session, vendor_order_id):
        await issue_credit_note(session, refund.id)


def _undone(row: TaxReversal, tax: TaxLine) -> TaxCharge:
    return TaxCharge(
        jurisdiction=tax.jurisdiction,
        treatment=tax.treatment,
        goods=tax.goods,
        rate_ppm=tax.rate_ppm,
        base=Money(row.base_minor, tax.currency),
        amount=Money(row.amount_minor, tax.currency),
        is_included=tax.is_included,
        owed_by=tax.owed_by,
    )


async def _rows(session: AsyncSession, refund: Refund) -> list[dict[str, Any]]:
    lines = {
        line.id: line
        for line in await orders.lines_of_vendor_order(session, refund.vendor_order_id)
    }
    taxes = await queries.reversals_of(session, refund.id)
    rows = [
        _row(
            lines[row.order_line_id],
            row.quantity,
            Money(row.amount_minor, refund.currency),
            [tax for _, tax in taxes if tax.order_line_id == row.order_line_id],
        )
        for row in await payments.refund_lines_of(session, [refund.id])
        if row.amount_minor
    ]
    if refund.delivery_minor:
        back = Money(refund.delivery_minor, refund.currency)
        rates = facts.rate_words([tax for _, tax in taxes if tax.order_line_id is None][:1])
        rows.append(
            {"quantity": "", "what": "Delivery", "more": "", "unit": "", "discount": "",
             "rate": rates, "amount": facts.amount(back)}
        )  # fmt: skip
    return rows


def _row(
    line: OrderLine, quantity: int, back: Money, taxes: Sequence[TaxLine]
) -> dict[str, Any]:
    return {
        "quantity": str(quantity or ""),
        "what": line.title,
        "more": " · ".join(line.options) if quantity else "A part of the price",
        "unit": "",
        "discount": "",
        "rate": facts.rate_words(taxes),
        "amount": facts.amount(back),
    }
