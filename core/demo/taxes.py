"""What the demo workshops say about their taxes, where the market is registered, and its
invoices for the commission of the past.
"""

from datetime import date, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from core.demo.bulk import Bulk
from core.demo.source import Source
from core.demo.workshops import SMALL_BUSINESSES, Workshops
from core.documents.issue_commission_invoice import issue_commission_invoices
from core.kernel.europe import EU_MEMBERS
from core.taxes.models import TaxRegistration, VatStatus, VendorTaxProfile

STATES = ("CA", "NY")
OSS_FROM = 3  # people: larger workshops report to the one-stop shop


def add_taxes(bulk: Bulk, source: Source, workshops: Workshops) -> None:
    for vendor in source.vendors:
        is_small = vendor["slug"] in SMALL_BUSINESSES
        bulk.add(
            VendorTaxProfile,
            at=source.moment(vendor["joined"]),
            vendor_id=workshops.ids[vendor["slug"]],
            status=VatStatus.SMALL_BUSINESS if is_small else VatStatus.REGISTERED,
            vat_id="" if is_small else vendor["vat_id"],
            established_in=vendor["country"],
            uses_oss=vendor["country"] in EU_MEMBERS
            and vendor["people"] >= OSS_FROM
            and not is_small,
            confirmed_on=source.moment(vendor["joined"]).date(),
        )
    for state in STATES:
        bulk.add(
            TaxRegistration,
            at=source.now,
            jurisdiction=f"US-{state}",
            number=f"DEMO-{state}",
            valid_from=date(source.now.year, 1, 1),
        )


async def invoice_commission(session: AsyncSession, source: Source) -> None:
    """Of everything up to the end of last month, as the job of this month did it."""
    await issue_commission_invoices(
        session, source.now.date().replace(day=1) - timedelta(days=1)
    )
