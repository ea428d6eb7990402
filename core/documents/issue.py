"""Number a document, freeze what is printed on it, store it. The only way to make one."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.documents import queries
from core.documents.models import Document, DocumentKind
from core.kernel.clock import utc_now
from core.kernel.money import Money

TEMPLATE = "document-1"
PREFIXES = {
    DocumentKind.INVOICE: "INV",
    DocumentKind.CREDIT_NOTE: "CRN",
    DocumentKind.COMMISSION_INVOICE: "COM",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """All of a document but its number. ``facts`` holds words and amounts as printed."""

    kind: DocumentKind
    issuer: str
    vendor_id: UUID
    net: Money
    tax: Money
    facts: Mapping[str, Any]
    order_id: UUID | None = None
    vendor_order_id: UUID | None = None
    refund_id: UUID | None = None
    corrects_id: UUID | None = None
    period: tuple[date, date] | None = field(default=None)


async def issue(session: AsyncSession, draft: Draft) -> Document:
    """The number is the next of the issuer's series in this year: its counter stays locked
    until the caller's transaction ends, and a transaction that fails uses no number up.
    """
    today = utc_now().date()
    counter = await queries.lock_counter(session, draft.issuer, draft.kind, today.year)
    counter.last_number += 1
    number = f"{PREFIXES[draft.kind]}-{today.year}-{counter.last_number:05}"
    facts = {**draft.facts, "number": number, "issued_on": f"{today:%-d %B %Y}"}
    document = Document(
        kind=draft.kind,
        issuer=draft.issuer,
        year=today.year,
        sequence=counter.last_number,
        number=number,
        issued_on=today,
        vendor_id=draft.vendor_id,
        order_id=draft.order_id,
        vendor_order_id=draft.vendor_order_id,
        refund_id=draft.refund_id,
        corrects_id=draft.corrects_id,
        period_from=draft.period[0] if draft.period else None,
        period_until=draft.period[1] if draft.period else None,
        currency=draft.net.currency,
        net_minor=draft.net.minor,
        tax_minor=draft.tax.minor,
        gross_minor=(draft.net + draft.tax).minor,
        template=TEMPLATE,
        facts=facts,
        digest=digest_of(facts),
    )
    session.add(document)
    await session.flush()
    return document


def digest_of(facts: Mapping[str, Any]) -> bytes:
    canonical = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()
