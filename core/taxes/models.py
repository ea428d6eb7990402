"""Taxes as they were charged, what sellers say about theirs, and what kind goods are of.

A rate is a whole number of millionths: 19 % is 190,000, 6.875 % is 68,750.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from core.db.base import Table
from core.db.types import string_enum
from core.kernel.money import Money

PPM = 1_000_000


class Goods(StrEnum):
    """Kinds of goods that some country taxes in its own way."""

    STANDARD = "standard"
    BOOKS = "books"
    FOOD = "food"
    CHILDRENS_CLOTHES = "childrens_clothes"
    EXEMPT = "exempt"


class Treatment(StrEnum):
    """Why a tax is charged as it is, or why none is."""

    DOMESTIC = "domestic"  # seller and buyer in one country
    DISTANCE = "distance"  # to a consumer in another member state, at the rate there
    ORIGIN = "origin"  # the same of a small seller, at the rate of its own country
    DEEMED_SUPPLIER = "deemed_supplier"  # the market owes the VAT in place of the seller
    FACILITATOR = "facilitator"  # the market owes the sales tax of a US state
    REVERSE_CHARGE = "reverse_charge"  # a business in another member state owes it itself
    EXPORT = "export"  # leaves the tax area of the seller
    IMPORT = "import"  # taxed by customs on arrival, not by us
    SMALL_BUSINESS = "small_business"  # the seller is exempt
    NOT_REGISTERED = "not_registered"  # the seller does not charge any
    NONE = "none"  # no tax of ours there


class OwedBy(StrEnum):
    VENDOR = "vendor"
    MARKET = "market"
    BUYER = "buyer"
    NOBODY = "nobody"


class VatStatus(StrEnum):
    REGISTERED = "registered"
    SMALL_BUSINESS = "small_business"
    NOT_REGISTERED = "not_registered"


class TaxLine(Table, table=True):
    """One tax on one line, or (without ``order_line_id``) on the delivery of a vendor order.

    Never changed afterwards. ``base_minor`` is what it is reckoned from, without the tax.
    """

    __table_args__ = (
        CheckConstraint(
            "base_minor >= 0 AND amount_minor >= 0 AND rate_ppm >= 0", name="not_negative"
        ),
        CheckConstraint(
            "(owed_by IN ('vendor', 'market')) OR amount_minor = 0", name="owed_when_charged"
        ),
    )

    order_id: UUID = Field(foreign_key="orders.id", index=True)
    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", index=True)
    order_line_id: UUID | None = Field(default=None, foreign_key="order_lines.id", index=True)
    jurisdiction: str = Field(max_length=16)
    treatment: Treatment = Field(sa_type=string_enum(Treatment))
    goods: Goods = Field(sa_type=string_enum(Goods))
    rate_ppm: int
    currency: str = Field(max_length=3)
    base_minor: int = Field(sa_type=BigInteger)
    amount_minor: int = Field(sa_type=BigInteger)
    is_included: bool
    owed_by: OwedBy = Field(sa_type=string_enum(OwedBy))

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def base(self) -> Money:
        return Money(self.base_minor, self.currency)


class TaxReversal(Table, table=True):
    """The part of a tax that a refund undid."""

    __table_args__ = (
        UniqueConstraint("refund_id", "tax_line_id"),
        CheckConstraint("base_minor >= 0 AND amount_minor >= 0", name="not_negative"),
    )

    refund_id: UUID = Field(foreign_key="refunds.id", index=True)
    tax_line_id: UUID = Field(foreign_key="tax_lines.id", index=True)
    base_minor: int = Field(sa_type=BigInteger)
    amount_minor: int = Field(sa_type=BigInteger)


class VendorTaxProfile(Table, table=True):
    """What a workshop has told about its taxes.

    ``established_in`` is where its business is; its goods leave from ``Vendor.country``.
    """

    __table_args__ = (
        UniqueConstraint("vendor_id"),
        CheckConstraint("status <> 'registered' OR vat_id <> ''", name="number_of_registered"),
        CheckConstraint("char_length(established_in) = 2", name="established_in_is_iso"),
    )

    vendor_id: UUID = Field(foreign_key="vendors.id")
    status: VatStatus = Field(default=VatStatus.NOT_REGISTERED, sa_type=string_enum(VatStatus))
    vat_id: str = Field(default="", max_length=32)
    established_in: str = Field(max_length=2)
    # It pays the VAT of other member states through the one-stop shop from the first sale.
    uses_oss: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    confirmed_on: date | None = None


class VatIdOutcome(StrEnum):
    VALID = "valid"
    INVALID = "invalid"
    UNKNOWN = "unknown"  # the register did not answer


class VatIdCheck(Table, table=True):
    """What a register said of a VAT id, and when: the evidence for a reverse charge."""

    __table_args__ = (Index("ix_vat_id_checks_vat_id_created_at", "vat_id", "created_at"),)

    vat_id: str = Field(max_length=20)
    outcome: VatIdOutcome = Field(sa_type=string_enum(VatIdOutcome))
    source: str = Field(max_length=32)
    reference: str = Field(default="", max_length=80)
    name: str = Field(default="", max_length=200)


class TaxRegistration(Table, table=True):
    """Where the market itself is registered: a state of the US ("US-CA"), or a scheme
    ("IOSS").
    """

    __table_args__ = (
        UniqueConstraint("jurisdiction", "valid_from"),
        CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from", name="days_in_order"
        ),
    )

    jurisdiction: str = Field(max_length=16)
    number: str = Field(default="", max_length=40)
    valid_from: date
    valid_until: date | None = None


class TaxedGoods(Table, table=True):
    """The kind of goods of a category (with all below it), or of one product."""

    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(category_id, product_id) = 1", name="of_category_or_product"
        ),
        Index("uq_taxed_goods_category_id", "category_id", unique=True),
        Index("uq_taxed_goods_product_id", "product_id", unique=True),
    )

    category_id: UUID | None = Field(
        default=None, foreign_key="categories.id", ondelete="CASCADE"
    )
    product_id: UUID | None = Field(default=None, foreign_key="products.id", ondelete="CASCADE")
    goods: Goods = Field(sa_type=string_enum(Goods))
