"""Reads and locks of documents and their counters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.documents.models import Document, DocumentCounter, DocumentKind
from core.kernel.ids import new_id
from core.kernel.pagination import Page
from core.payments.models import Refund, RefundStatus
from core.taxes.models import TaxLine, TaxReversal

# What the books say the market took of each vendor order, less what it gave back, until a day
# and since the last invoice.
COMMISSIONS = text(
    """
    SELECT v.vendor_id, e.currency, v.number, -sum(e.amount_minor) AS minor
    FROM ledger_entries e
    JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'commission'
    JOIN ledger_transactions t ON t.id = e.transaction_id AND t.kind IN ('sale', 'refund')
    JOIN vendor_orders v ON v.id = e.vendor_order_id
    JOIN vendors s ON s.id = v.vendor_id AND NOT s.is_platform
    WHERE e.created_at < :until AND e.created_at >= coalesce((
        SELECT max(d.period_until) + 1 FROM documents d
        WHERE d.vendor_id = v.vendor_id AND d.currency = e.currency
            AND d.kind = 'commission_invoice'
    ), '-infinity')
    GROUP BY 1, 2, 3 HAVING sum(e.amount_minor) <> 0 ORDER BY 1, 2, 3
    """
)


@dataclass(frozen=True, slots=True)
class CommissionTaken:
    vendor_id: UUID
    currency: str
    number: str
    minor: int


async def lock_counter(
    session: AsyncSession, issuer: str, kind: DocumentKind, year: int
) -> DocumentCounter:
    """The counter of a series, made when it is missing, locked until the transaction ends."""
    row = {"id": new_id(), "issuer": issuer, "kind": kind, "year": year, "last_number": 0}
    await session.exec(insert(DocumentCounter).values(row).on_conflict_do_nothing())
    statement = (
        select(DocumentCounter)
        .where(
            col(DocumentCounter.issuer) == issuer,
            col(DocumentCounter.kind) == kind,
            col(DocumentCounter.year) == year,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).one()


async def find_invoice(session: AsyncSession, vendor_order_id: UUID) -> Document | None:
    statement = select(Document).where(
        col(Document.vendor_order_id) == vendor_order_id,
        col(Document.kind) == DocumentKind.INVOICE,
    )
    return (await session.exec(statement)).first()


async def find_of_refund(session: AsyncSession, refund_id: UUID) -> Document | None:
    statement = select(Document).where(col(Document.refund_id) == refund_id)
    return (await session.exec(statement)).first()


async def find_commission_invoice(
    session: AsyncSession, vendor_id: UUID, currency: str, period_from: object
) -> Document | None:
    statement = select(Document).where(
        col(Document.vendor_id) == vendor_id,
        col(Document.currency) == currency,
        col(Document.period_from) == period_from,
        col(Document.kind) == DocumentKind.COMMISSION_INVOICE,
    )
    return (await session.exec(statement)).first()


async def documents_of_order(session: AsyncSession, order_id: UUID) -> Sequence[Document]:
    statement = (
        select(Document).where(col(Document.order_id) == order_id).order_by(col(Document.id))
    )
    return (await session.exec(statement)).all()


async def find_document(
    session: AsyncSession,
    document_id: UUID,
    *,
    vendor_id: UUID | None = None,
    order_id: UUID | None = None,
) -> Document | None:
    """With ``vendor_id`` or ``order_id`` only if it is about that vendor or order."""
    statement = select(Document).where(col(Document.id) == document_id)
    if vendor_id is not None:
        statement = statement.where(col(Document.vendor_id) == vendor_id)
    if order_id is not None:
        statement = statement.where(col(Document.order_id) == order_id)
    return (await session.exec(statement)).first()


async def list_of_vendor(
    session: AsyncSession, vendor_id: UUID, *, number: int, size: int
) -> Page[Document]:
    of_vendor = col(Document.vendor_id) == vendor_id
    total = (await session.exec(select(func.count()).where(of_vendor))).one()
    statement = (
        select(Document)
        .where(of_vendor)
        .order_by(col(Document.issued_on).desc(), col(Document.id).desc())
        .offset((number - 1) * size)
        .limit(size)
    )
    return Page((await session.exec(statement)).all(), total, number, size)


async def succeeded_refunds(session: AsyncSession, vendor_order_id: UUID) -> Sequence[Refund]:
    statement = (
        select(Refund)
        .where(
            col(Refund.vendor_order_id) == vendor_order_id,
            col(Refund.status) == RefundStatus.SUCCEEDED,
        )
        .order_by(col(Refund.id))
    )
    return (await session.exec(statement)).all()


async def reversals_of(
    session: AsyncSession, refund_id: UUID
) -> Sequence[tuple[TaxReversal, TaxLine]]:
    statement = (
        select(TaxReversal, TaxLine)
        .join(TaxLine, col(TaxLine.id) == col(TaxReversal.tax_line_id))
        .where(col(TaxReversal.refund_id) == refund_id)
        .order_by(col(TaxLine.id))
    )
    return (await session.exec(statement)).all()


async def commissions_taken(
    session: AsyncSession, until: datetime
) -> Sequence[CommissionTaken]:
    rows = await session.execute(COMMISSIONS, {"until": until})
    return [CommissionTaken(r.vendor_id, r.currency, r.number, int(r.minor)) for r in rows]
