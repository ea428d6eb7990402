"""The market's invoice to a workshop for the commission of a month, with the VAT on it.

What is invoiced is what the books say was taken, less what refunds gave back. Commission rates
are what the workshop pays in all: where VAT is due, it lies in them, and moves in the books
from the market's revenue to what it owes the tax office.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.documents import facts, queries
from core.documents.issue import Draft, issue
from core.documents.models import MARKET, Document, DocumentKind
from core.documents.queries import CommissionTaken
from core.kernel.europe import EU_MEMBERS
from core.kernel.money import Money
from core.ledger.models import AccountKind, TransactionKind
from core.ledger.post import payable
from core.ledger.posting import Posting, post_transaction
from core.orders import queries as orders
from core.settings import settings
from core.taxes.calculate import without_tax
from core.taxes.models import Goods, VatStatus, VendorTaxProfile
from core.taxes.queries import profiles_of
from core.taxes.rate_table import rate_table
from core.vendors.models import Vendor

REVERSE_CHARGE = (
    "Reverse charge: the recipient owes the VAT (Art. 44 and 196 of Directive 2006/112/EC)."
)
OUTSIDE = "Not subject to VAT: the recipient's business is outside the European Union."


@dataclass(frozen=True, slots=True)
class CommissionTax:
    """``sentence`` says why no VAT is charged."""

    ppm: int
    sentence: str = ""


def commission_tax(
    vendor: Vendor, profile: VendorTaxProfile | None, market: str, on: date
) -> CommissionTax:
    """A service of the market, supplied where the workshop's business is."""
    country = profile.established_in if profile else vendor.country
    if country not in EU_MEMBERS:
        return CommissionTax(0, OUTSIDE)
    has_number = profile is not None and profile.status is VatStatus.REGISTERED
    if country != market and has_number:
        return CommissionTax(0, REVERSE_CHARGE)
    return CommissionTax(rate_table().ppm(market, Goods.STANDARD, on))


async def issue_commission_invoices(session: AsyncSession, month: date) -> list[Document]:
    """One for each workshop and currency, up to the end of the month that ``month`` lies in
    and as far as not invoiced before. When more was given back than taken there is none: it
    is carried by the next.
    """
    since = datetime(month.year, month.month, 1, tzinfo=UTC)
    until = (since + timedelta(days=32)).replace(day=1)
    taken = await queries.commissions_taken(session, until)
    issued: list[Document] = []
    for (vendor_id, currency), group in groupby(taken, key=lambda t: (t.vendor_id, t.currency)):
        first, last = since.date(), until.date() - timedelta(days=1)
        if await queries.find_commission_invoice(session, vendor_id, currency, first):
            continue
        document = await _issue(session, vendor_id, list(group), (first, last))
        if document is not None:
            issued.append(document)
    return issued


async def _issue(
    session: AsyncSession,
    vendor_id: UUID,
    taken: Sequence[CommissionTaken],
    period: tuple[date, date],
) -> Document | None:
    gross = Money(sum(one.minor for one in taken), taken[0].currency)
    if gross.minor <= 0:
        return None
    vendor = (await orders.vendors_of(session, [vendor_id]))[vendor_id]
    profile = (await profiles_of(session, [vendor_id])).get(vendor_id)
    market = settings().operator_country_code
    due = commission_tax(vendor, profile, market, period[1])
    net = without_tax(gross, due.ppm)
    document = await issue(
        session,
        Draft(
            kind=DocumentKind.COMMISSION_INVOICE,
            issuer=MARKET,
            vendor_id=vendor_id,
            net=net,
            tax=gross - net,
            period=period,
            facts=_facts(vendor, profile, taken, due, (net, gross), period),
        ),
    )
    await _book(session, document, market)
    return document


async def _book(session: AsyncSession, document: Document, market: str) -> None:
    tax = Money(document.tax_minor, document.currency)
    await post_transaction(
        session,
        TransactionKind.COMMISSION_TAX,
        str(document.id),
        None,
        [Posting((AccountKind.COMMISSION, ""), tax), Posting(payable(market), -tax)],
        memo=document.number,
    )


def _facts(
    vendor: Vendor,
    profile: VendorTaxProfile | None,
    taken: Sequence[CommissionTaken],
    due: CommissionTax,
    sums: tuple[Money, Money],
    period: tuple[date, date],
) -> dict[str, Any]:
    net, gross = sums
    rate = f"{due.ppm / 10_000:g} %" if due.ppm else "–"
    place = facts.country(settings().operator_country_code)
    table = {"rate": f"VAT {rate}", "place": place, "base": facts.amount(net),
             "amount": facts.amount(gross - net)}  # fmt: skip
    return {
        "kind": DocumentKind.COMMISSION_INVOICE.value,
        "title": "Commission invoice",
        "seller": facts.operator(),
        "buyer": facts.seller(vendor, profile),
        "about": [["Period", f"until {period[1]:%-d %B %Y}, as far as not invoiced before"]],
        "is_inclusive": True,
        "rows": [
            {
                "quantity": "",
                "what": f"Commission, {one.number}",
                "more": "",
                "unit": "",
                "discount": "",
                "rate": rate,
                "amount": facts.amount(Money(one.minor, one.currency)),
            }
            for one in taken
        ],
        "net": facts.amount(net),
        "tax": facts.amount(gross - net),
        "gross": facts.amount(gross),
        "gross_label": "Total, already kept from your earnings",
        "taxes": [table] if due.ppm else [],
        "sentences": [due.sentence] if due.sentence else [],
        "footer": "Nothing is left to be paid.",
    }
