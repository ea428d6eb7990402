"""Issued documents, and the counters that number them.

A document is never edited: a wrong one is corrected by a credit note.
"""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from core.db.base import Table
from core.db.types import string_enum
from core.kernel.money import Money

MARKET = "market"


class DocumentKind(StrEnum):
    INVOICE = "invoice"  # of a workshop to a buyer
    CREDIT_NOTE = "credit_note"  # takes back a part of an invoice
    COMMISSION_INVOICE = "commission_invoice"  # of the market to a workshop


class DocumentCounter(Table, table=True):
    """The last number of a series. Its row is locked while a number is taken, and a number
    is taken in the transaction that issues its document: so there are no gaps.
    """

    __table_args__ = (
        UniqueConstraint("issuer", "kind", "year"),
        CheckConstraint("last_number >= 0", name="last_number_not_negative"),
    )

    issuer: str = Field(max_length=40)
    kind: DocumentKind = Field(sa_type=string_enum(DocumentKind))
    year: int
    last_number: int = 0


class Document(Table, table=True):
    """All that is printed is in ``facts``; ``digest`` is its SHA-256, ``template`` the layout
    that it was issued with.
    """

    __table_args__ = (
        UniqueConstraint("issuer", "kind", "year", "sequence"),
        UniqueConstraint("issuer", "number"),
        CheckConstraint("sequence > 0", name="sequence_positive"),
        CheckConstraint("gross_minor = net_minor + tax_minor", name="gross_adds_up"),
        CheckConstraint("net_minor >= 0 AND tax_minor >= 0", name="not_negative"),
        CheckConstraint(
            "(kind = 'commission_invoice') = (order_id IS NULL)", name="order_of_sales"
        ),
        CheckConstraint(
            "(kind = 'credit_note') = (corrects_id IS NOT NULL)", name="credit_note_corrects"
        ),
        Index(
            "uq_documents_invoice",
            "vendor_order_id",
            unique=True,
            postgresql_where=text("kind = 'invoice'"),
        ),
        Index(
            "uq_documents_commission_invoice",
            "vendor_id",
            "currency",
            "period_from",
            unique=True,
            postgresql_where=text("kind = 'commission_invoice'"),
        ),
        Index("ix_documents_vendor_id_issued_on", "vendor_id", "issued_on"),
    )

    kind: DocumentKind = Field(sa_type=string_enum(DocumentKind))
    issuer: str = Field(max_length=40)
    year: int
    sequence: int
    number: str = Field(max_length=32)
    issued_on: date
    vendor_id: UUID = Field(foreign_key="vendors.id")
    order_id: UUID | None = Field(default=None, foreign_key="orders.id", index=True)
    vendor_order_id: UUID | None = Field(default=None, foreign_key="vendor_orders.id")
    refund_id: UUID | None = Field(default=None, foreign_key="refunds.id", unique=True)
    corrects_id: UUID | None = Field(default=None, foreign_key="documents.id", index=True)
    period_from: date | None = None
    period_until: date | None = None
    currency: str = Field(max_length=3)
    net_minor: int = Field(sa_type=BigInteger)
    tax_minor: int = Field(sa_type=BigInteger)
    gross_minor: int = Field(sa_type=BigInteger)
    template: str = Field(max_length=32)
    facts: dict[str, Any] = Field(sa_type=JSONB)
    digest: bytes

    @property
    def gross(self) -> Money:
        return Money(self.gross_minor, self.currency)
