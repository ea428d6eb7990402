"""The invoice of a workshop to its buyer, when the first parcel has left."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.documents import facts, queries
from core.documents.issue import Draft, issue
from core.documents.models import Document, DocumentKind
from core.kernel.money import Money
from core.orders import queries as orders
from core.orders.models import Order, OrderLine, VendorOrder
from core.shipping.packaging import packaging
from core.taxes.models import TaxLine
from core.taxes.queries import profiles_of, tax_lines_of_part

ByLine = dict[UUID | None, list[TaxLine]]


async def issue_invoice(session: AsyncSession, vendor_order_id: UUID) -> Document:
    """The invoice of a vendor order; the same one when it was issued before. Locks its order,
    so that two at once issue one.
    """
    part = await orders.get_vendor_order(session, vendor_order_id)
    order = await orders.lock_order(session, part.order_id)
    if issued := await queries.find_invoice(session, vendor_order_id):
        return issued
    vendor = (await orders.vendors_of(session, [part.vendor_id]))[part.vendor_id]
    profile = (await profiles_of(session, [part.vendor_id])).get(part.vendor_id)
    lines = await orders.lines_of_vendor_order(session, part.id)
    taxes = await tax_lines_of_part(session, part.id)
    tax = Money(part.tax_minor + part.tax_included_minor, part.currency)
    return await issue(
        session,
        Draft(
            kind=DocumentKind.INVOICE,
            issuer=str(part.vendor_id),
            vendor_id=part.vendor_id,
            order_id=order.id,
            vendor_order_id=part.id,
            net=part.total - tax,
            tax=tax,
            facts={
                "kind": DocumentKind.INVOICE.value,
                "title": "Invoice",
                "seller": facts.seller(vendor, profile),
                "buyer": facts.buyer(order),
                "about": _about(order, part),
                "is_inclusive": all(tax.is_included for tax in taxes),
                "rows": _rows(part, lines, _by_line(taxes)),
                "net": facts.amount(part.total - tax),
                "tax": facts.amount(tax),
                "gross": facts.amount(part.total),
                "gross_label": "Total, paid",
                "taxes": facts.taxes(taxes),
                "sentences": facts.sentences(taxes, vendor),
                "footer": f"Sold through EcoMarket by {vendor.legal_name or vendor.name}.",
            },
        ),
    )


def _about(order: Order, part: VendorOrder) -> list[list[str]]:
    placed = order.placed_at or order.created_at
    return [["Order", part.number], ["Ordered on", f"{placed:%-d %B %Y}"]]


def _by_line(taxes: Sequence[TaxLine]) -> ByLine:
    found: ByLine = defaultdict(list)
    for tax in taxes:
        found[tax.order_line_id].append(tax)
    return found


def _rows(part: VendorOrder, lines: Sequence[OrderLine], taxes: ByLine) -> list[dict[str, Any]]:
    rows = [_row(line, part.currency, taxes[line.id]) for line in lines]
    rate = " / ".join(dict.fromkeys(facts.rate_words([tax]) for tax in taxes[None])) or "–"
    carriage = Money(part.delivery_minor - part.packaging_minor, part.currency)
    packing = Money(part.packaging_minor, part.currency)
    rows.append(_charge(part.delivery_name or "Delivery", carriage, rate))
    if packing:
        rows.append(_charge(packaging(part.packaging).name, packing, rate))
    if part.delivery_discount_minor:
        less = Money(-part.delivery_discount_minor, part.currency)
        rows.append(_charge("Discount on delivery", less, rate))
    return rows


def _row(line: OrderLine, currency: str, taxes: Sequence[TaxLine]) -> dict[str, Any]:
    asked = Money(line.unit_minor * line.quantity - line.discount_minor, currency)
    less = Money(line.discount_minor, currency)
    return {
        "quantity": str(line.quantity),
        "what": line.title,
        "more": " · ".join([*line.options, *([f"SKU {line.sku}"] if line.sku else [])]),
        "unit": facts.amount(Money(line.unit_minor, currency)),
        "discount": facts.amount(-less) if less else "",
        "rate": facts.rate_words(taxes),
        "amount": facts.amount(asked),
    }


def _charge(what: str, price: Money, rate: str) -> dict[str, Any]:
    return {
        "quantity": "1", "what": what, "more": "", "unit": facts.amount(price), "discount": "",
        "rate": rate, "amount": facts.amount(price),
    }  # fmt: skip
