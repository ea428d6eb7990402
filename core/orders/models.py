"""Orders, vendor orders, lines, fulfillments and their timeline."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import String
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.money import Money
from core.orders.statuses import (
    FulfillmentStatus,
    OrderFulfillmentStatus,
    OrderPaymentStatus,
    OrderStatus,
    VendorOrderStatus,
)

# Directive 2011/83/EU, article 9: a consumer may withdraw for 14 days from delivery.
LEGAL_RETURN_DAYS = 14

# Of columns that came later than their table's first rows.
NOTHING = {"server_default": text("0")}
NO_TEXT = {"server_default": text("''")}


class Order(Table, table=True):
    """What the buyer placed and pays once. Addresses and prices are copies it owns."""

    __table_args__ = (
        UniqueConstraint("idempotency_scope", "idempotency_key"),
        CheckConstraint("total_minor >= 0", name="total_not_negative"),
        CheckConstraint(
            "total_minor = items_minor + delivery_minor + tax_minor - discount_minor",
            name="total_adds_up",
        ),
        CheckConstraint(
            "tax_included_minor BETWEEN 0 AND total_minor",
            name="taxes_in_range",
        ),
        CheckConstraint(
            "refunded_minor BETWEEN 0 AND total_minor", name="refunded_within_total"
        ),
        Index("ix_orders_buyer_keys", "buyer_keys", postgresql_using="gin"),
        Index(
            "ix_orders_due", "expires_at", postgresql_where=text("status = 'pending_payment'")
        ),
    )

    number: str = Field(max_length=16, unique=True)
    user_id: UUID | None = Field(default=None, foreign_key="users.id", index=True)
    email: str = Field(max_length=254, index=True)
    cart_id: UUID | None = Field(
        default=None, foreign_key="carts.id", ondelete="SET NULL", index=True
    )
    idempotency_scope: str = Field(max_length=64)
    idempotency_key: str = Field(max_length=64)
    access_token_hash: bytes = Field(unique=True)

    status: OrderStatus = Field(
        default=OrderStatus.PENDING_PAYMENT, sa_type=string_enum(OrderStatus), index=True
    )
    payment_status: OrderPaymentStatus = Field(
        default=OrderPaymentStatus.NONE, sa_type=string_enum(OrderPaymentStatus)
    )
    fulfillment_status: OrderFulfillmentStatus = Field(
        default=OrderFulfillmentStatus.UNFULFILLED,
        sa_type=string_enum(OrderFulfillmentStatus),
    )
    currency: str = Field(max_length=3)
    items_minor: int = Field(sa_type=BigInteger)
    delivery_minor: int = Field(sa_type=BigInteger)
    tax_minor: int = Field(default=0, sa_type=BigInteger)
    # What prices contain of tax: told, not added. ``tax_minor`` is what comes on top.
    tax_included_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)
    discount_minor: int = Field(default=0, sa_type=BigInteger)
    total_minor: int = Field(sa_type=BigInteger)
    refunded_minor: int = Field(default=0, sa_type=BigInteger)

    ship_to: dict[str, Any] = Field(sa_type=JSONB)
    note: str = Field(default="", max_length=500)
    # A business buyer: its name and, checked, its VAT id.
    company: str = Field(default="", max_length=160, sa_column_kwargs=NO_TEXT)
    vat_id: str = Field(default="", max_length=20, sa_column_kwargs=NO_TEXT)
    # Consent to news by mail, given with this order; off unless ticked.
    wants_news: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    # Hashed identities of the buyer: they tell a first order from a second one whatever the
    # address looks like, and after the address itself is gone.
    buyer_keys: list[str] = Field(
        default_factory=list,
        sa_type=ARRAY(String(64)),
        sa_column_kwargs={"server_default": text("'{}'")},
    )
    # An account made from the confirmation page; it gets the order once its mailbox is proved.
    claimed_by: UUID | None = Field(default=None, foreign_key="users.id", index=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    placed_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    canceled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)


class VendorOrder(Table, table=True):
    """The part of an order that one vendor fulfills and is paid for."""

    __table_args__ = (
        UniqueConstraint("order_id", "vendor_id"),
        CheckConstraint(
            "total_minor = items_minor + delivery_minor + tax_minor - discount_minor",
            name="total_adds_up",
        ),
        CheckConstraint(
            "tax_included_minor BETWEEN 0 AND total_minor "
            "AND market_tax_minor BETWEEN 0 AND tax_minor + tax_included_minor "
            "AND delivery_tax_minor BETWEEN 0 AND tax_minor",
            name="taxes_in_range",
        ),
        CheckConstraint(
            "refunded_minor BETWEEN 0 AND total_minor", name="refunded_within_total"
        ),
        CheckConstraint(
            "commission_minor BETWEEN 0 AND items_minor", name="commission_within_items"
        ),
        CheckConstraint(
            "packaging_minor BETWEEN 0 AND delivery_minor", name="packaging_within_delivery"
        ),
        CheckConstraint(
            "discount_minor <= items_minor + delivery_minor AND "
            "subsidy_minor BETWEEN 0 AND discount_minor AND "
            "delivery_discount_minor BETWEEN 0 AND LEAST(delivery_minor, discount_minor) AND "
            "delivery_subsidy_minor BETWEEN 0 AND delivery_discount_minor AND "
            "delivery_subsidy_minor <= subsidy_minor AND "
            "delivery_subsidy_refunded_minor BETWEEN 0 AND delivery_subsidy_minor",
            name="discounts_within_prices",
        ),
        Index("ix_vendor_orders_vendor_id_status", "vendor_id", "status"),
        Index(
            "ix_vendor_orders_accept_by",
            "accept_by",
            postgresql_where=text("status = 'placed'"),
        ),
    )

    order_id: UUID = Field(foreign_key="orders.id", index=True)
    vendor_id: UUID = Field(foreign_key="vendors.id")
    number: str = Field(max_length=20, unique=True)
    status: VendorOrderStatus = Field(
        default=VendorOrderStatus.PENDING_PAYMENT, sa_type=string_enum(VendorOrderStatus)
    )
    fulfillment_status: OrderFulfillmentStatus = Field(
        default=OrderFulfillmentStatus.UNFULFILLED,
        sa_type=string_enum(OrderFulfillmentStatus),
    )
    currency: str = Field(max_length=3)
    items_minor: int = Field(sa_type=BigInteger)
    delivery_minor: int = Field(sa_type=BigInteger)
    tax_minor: int = Field(default=0, sa_type=BigInteger)
    tax_included_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)
    # The part of ``tax_minor`` that is of the delivery.
    delivery_tax_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)
    # The part of both taxes that the market owes in place of the workshop, and keeps for it.
    market_tax_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)
    discount_minor: int = Field(default=0, sa_type=BigInteger)
    total_minor: int = Field(sa_type=BigInteger)
    commission_minor: int = Field(sa_type=BigInteger)
    refunded_minor: int = Field(default=0, sa_type=BigInteger)
    delivery_refunded_minor: int = Field(default=0, sa_type=BigInteger)
    # ``discount_minor`` is of goods and delivery; ``subsidy_minor`` is the part of it that the
    # market pays to the vendor, the rest is the vendor's own.
    subsidy_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)
    delivery_discount_minor: int = Field(
        default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING
    )
    delivery_subsidy_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)
    delivery_subsidy_refunded_minor: int = Field(
        default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING
    )
    delivery_name: str = Field(default="", max_length=80)
    delivery_g_co2e: int | None = None
    # The packaging is a part of the delivery charge: refunds and books follow that one sum.
    packaging: str = Field(default="", max_length=16, sa_column_kwargs=NO_TEXT)
    packaging_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)
    packaging_g: int = Field(default=0, sa_column_kwargs=NOTHING)
    # Written by hand on a card in the parcel.
    gift_message: str = Field(default="", max_length=300, sa_column_kwargs=NO_TEXT)
    arrives_from: date | None = None
    arrives_until: date | None = None
    # For how long after delivery pieces may come back, as the workshop promised when it sold.
    return_days: int = Field(
        default=LEGAL_RETURN_DAYS, sa_column_kwargs={"server_default": text("14")}
    )
    accept_by: datetime | None = Field(default=None, sa_type=UtcDateTime)
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    @property
    def net_minor(self) -> int:
        """What the vendor earns before refunds: what the buyer and, of discounts, the market
        pay, less the commission and the taxes that the market owes.
        """
        kept = self.commission_minor + self.market_tax_minor
        return self.total_minor + self.subsidy_minor - kept

    @property
    def delivery_charged_minor(self) -> int:
        """What the buyer paid for the delivery, with the tax on top of it."""
        asked = self.delivery_minor + self.delivery_tax_minor
        return asked - self.delivery_discount_minor

    @property
    def delivery_left_minor(self) -> int:
        """What of it was not given back yet."""
        return self.delivery_charged_minor - self.delivery_refunded_minor


class OrderLine(Table, table=True):
    """A snapshot of what was sold: later catalog edits never change it."""

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint(
            "quantity_fulfilled >= 0 AND quantity_canceled >= 0 AND "
            "quantity_fulfilled + quantity_canceled <= quantity",
            name="fulfilled_within_quantity",
        ),
        CheckConstraint(
            "quantity_refunded BETWEEN 0 AND quantity", name="quantity_refunded_in_range"
        ),
        CheckConstraint(
            "refunded_minor >= 0 AND withheld_minor >= 0 AND "
            "refunded_minor + withheld_minor <= total_minor",
            name="refunded_within_total",
        ),
        CheckConstraint(
            "quantity_returned BETWEEN 0 AND quantity_fulfilled",
            name="returned_within_fulfilled",
        ),
        CheckConstraint(
            "total_minor = unit_minor * quantity + tax_minor - discount_minor",
            name="total_adds_up",
        ),
        CheckConstraint(
            "tax_included_minor BETWEEN 0 AND total_minor "
            "AND market_tax_minor BETWEEN 0 AND tax_minor + tax_included_minor",
            name="taxes_in_range",
        ),
        CheckConstraint(
            "commission_refunded_minor BETWEEN 0 AND commission_minor",
            name="commission_refunded_within_commission",
        ),
        CheckConstraint(
            "discount_minor BETWEEN 0 AND unit_minor * quantity AND "
            "subsidy_minor BETWEEN 0 AND discount_minor AND "
            "subsidy_refunded_minor BETWEEN 0 AND subsidy_minor",
            name="discounts_within_price",
        ),
        CheckConstraint(
            "commission_fee_minor BETWEEN 0 AND commission_minor",
            name="commission_fee_within_commission",
        ),
    )

    order_id: UUID = Field(foreign_key="orders.id", index=True)
    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", index=True)
    product_id: UUID = Field(foreign_key="products.id", index=True)
    variant_id: UUID = Field(foreign_key="product_variants.id", index=True)
    position: int = 0
    title: str = Field(max_length=200)
    options: list[str] = Field(default_factory=list, sa_type=JSONB)
    sku: str = Field(default="", max_length=80)
    slug: str = Field(max_length=160)
    image_key: str = Field(default="", max_length=255)
    weight_g: int | None = None
    lead_time_days: int | None = None
    quantity: int
    unit_minor: int = Field(sa_type=BigInteger)
    tax_minor: int = Field(default=0, sa_type=BigInteger)
    tax_included_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)
    market_tax_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)
    discount_minor: int = Field(default=0, sa_type=BigInteger)
    total_minor: int = Field(sa_type=BigInteger)
    # The commission as it was decided at placement: by which rule or plan, how much, and the
    # part of it that passes the gateway's fee on.
    commission_rule: str = Field(default="", max_length=80, sa_column_kwargs=NO_TEXT)
    commission_rule_id: UUID | None = Field(
        default=None, foreign_key="commission_rules.id", index=True
    )
    commission_bps: int
    commission_minor: int = Field(sa_type=BigInteger)
    commission_fee_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)
    quantity_fulfilled: int = 0
    quantity_canceled: int = 0
    quantity_refunded: int = 0
    # Units that are on their way back or came back.
    quantity_returned: int = Field(default=0, sa_column_kwargs=NOTHING)
    refunded_minor: int = Field(default=0, sa_type=BigInteger)
    # Kept back from returned units for a loss in value, with a reason that the buyer reads.
    withheld_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)
    commission_refunded_minor: int = Field(default=0, sa_type=BigInteger)
    # The part of ``discount_minor`` that the market pays to the vendor.
    subsidy_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)
    subsidy_refunded_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=NOTHING)

    @property
    def vendor_discount_minor(self) -> int:
        """The part of the discount that the vendor gives."""
        return self.discount_minor - self.subsidy_minor

    @property
    def quantity_open(self) -> int:
        """Units that still have to leave the workshop."""
        return self.quantity - self.quantity_fulfilled - self.quantity_canceled


class Fulfillment(Table, table=True):
    """A parcel: lines of one vendor order that leave together."""

    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", index=True)
    number: str = Field(max_length=24, unique=True)
    status: FulfillmentStatus = Field(
        default=FulfillmentStatus.PACKED, sa_type=string_enum(FulfillmentStatus)
    )
    carrier: str = Field(default="", max_length=60)
    tracking_number: str = Field(default="", max_length=60)
    tracking_url: str = Field(default="", max_length=300)
    handed_over_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FulfillmentLine(Table, table=True):
    __table_args__ = (
        UniqueConstraint("fulfillment_id", "order_line_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

    fulfillment_id: UUID = Field(foreign_key="fulfillments.id", ondelete="CASCADE")
    order_line_id: UUID = Field(foreign_key="order_lines.id", index=True)
    quantity: int


class OrderMessage(Table, table=True):
    """A word between the buyer and the workshop about one part of an order."""

    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", index=True)
    is_from_buyer: bool
    actor: str = Field(max_length=64)
    body: str = Field(max_length=1000)


class OrderEvent(Table, table=True):
    """A line of the timeline. ``is_public`` ones are shown to the buyer."""

    order_id: UUID = Field(foreign_key="orders.id", index=True)
    vendor_order_id: UUID | None = Field(default=None, foreign_key="vendor_orders.id")
    kind: str = Field(max_length=40)
    from_status: str | None = Field(default=None, max_length=32)
    to_status: str | None = Field(default=None, max_length=32)
    message: str = Field(default="", max_length=500)
    actor: str = Field(max_length=64)
    is_public: bool = True
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
