"""Gift cards, store credit, points, and what of them a bag is to be paid with.

Every balance is the sum of its rows; rows are added, never changed.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.lifecycle import Lifecycle
from core.kernel.money import Money


class GiftCardStatus(StrEnum):
    PENDING = "pending"  # ordered, not yet paid
    ACTIVE = "active"
    DEPLETED = "depleted"
    EXPIRED = "expired"
    VOIDED = "voided"


GIFT_CARD_LIFECYCLE = Lifecycle(
    {
        GiftCardStatus.PENDING: {GiftCardStatus.ACTIVE, GiftCardStatus.VOIDED},
        GiftCardStatus.ACTIVE: {
            GiftCardStatus.DEPLETED,
            GiftCardStatus.EXPIRED,
            GiftCardStatus.VOIDED,
        },
        # A refund of what it paid for brings a spent or expired card back to life.
        GiftCardStatus.DEPLETED: {GiftCardStatus.ACTIVE},
        GiftCardStatus.EXPIRED: {GiftCardStatus.ACTIVE},
        # A gateway did not refund it after all.
        GiftCardStatus.VOIDED: {GiftCardStatus.ACTIVE},
    }
)


class GiftCardOrigin(StrEnum):
    PURCHASE = "purchase"
    OPERATOR = "operator"
    REPLACEMENT = "replacement"  # for value that came back to a card that was voided


class EntryKind(StrEnum):
    ISSUE = "issue"
    SPEND = "spend"
    RESTORE = "restore"  # an order that was not carried out, or a refund
    EXPIRE = "expire"
    VOID = "void"


class CreditKind(StrEnum):
    GRANT = "grant"  # by an operator, with a reason
    REFUND = "refund"  # money of another tender, given back as credit
    SPEND = "spend"
    RESTORE = "restore"
    REVOKE = "revoke"


class PointsKind(StrEnum):
    EARN = "earn"
    GRANT = "grant"
    SPEND = "spend"
    RESTORE = "restore"
    REVERSE = "reverse"  # earned with something that was given back
    EXPIRE = "expire"
    OWE = "owe"  # a reversal of points that are spent already
    REPAY = "repay"  # newly earned points that settle what is owed


class GiftCard(Table, table=True):
    """Value that belongs to whoever knows the code. Only the code's hash is kept."""

    __table_args__ = (
        CheckConstraint("balance_minor BETWEEN 0 AND initial_minor", name="balance_in_range"),
        CheckConstraint("initial_minor > 0", name="initial_positive"),
        Index("ix_gift_cards_status_created_at", "status", "created_at"),
        Index(
            "ix_gift_cards_to_mail",
            "deliver_on",
            postgresql_where=text("mailed_at IS NULL AND status = 'active'"),
        ),
        Index(
            "ix_gift_cards_ending",
            "expires_at",
            postgresql_where=text("status = 'active' AND expires_at IS NOT NULL"),
        ),
    )

    code_hash: bytes = Field(unique=True)
    code_end: str = Field(max_length=4)
    status: GiftCardStatus = Field(
        default=GiftCardStatus.PENDING, sa_type=string_enum(GiftCardStatus)
    )
    origin: GiftCardOrigin = Field(sa_type=string_enum(GiftCardOrigin))
    currency: str = Field(max_length=3)
    initial_minor: int = Field(sa_type=BigInteger)
    balance_minor: int = Field(default=0, sa_type=BigInteger)
    order_line_id: UUID | None = Field(default=None, foreign_key="order_lines.id", index=True)
    # Whoever keeps the card in an account; the code alone is enough to spend it.
    user_id: UUID | None = Field(default=None, foreign_key="users.id", index=True)
    recipient_name: str = Field(default="", max_length=120)
    recipient_email: str = Field(default="", max_length=254)
    sender_name: str = Field(default="", max_length=120)
    message: str = Field(default="", max_length=500)
    design: str = Field(default="", max_length=24)
    issued_by: str = Field(max_length=64)
    reason: str = Field(default="", max_length=200)
    deliver_on: date | None = None
    mailed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    activated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    voided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def balance(self) -> Money:
        return Money(self.balance_minor, self.currency)

    @property
    def initial(self) -> Money:
        return Money(self.initial_minor, self.currency)


class GiftCardEntry(Table, table=True):
    """A change of a card's balance. One of a kind per payment and refund: never twice."""

    __table_args__ = (
        CheckConstraint("amount_minor <> 0", name="amount_not_zero"),
        Index(
            "uq_gift_card_entries_once",
            "kind", "payment_id", "refund_id",
            unique=True, postgresql_nulls_not_distinct=True,
            postgresql_where=text("payment_id IS NOT NULL"),
        ),
    )  # fmt: skip

    card_id: UUID = Field(foreign_key="gift_cards.id", index=True)
    kind: EntryKind = Field(sa_type=string_enum(EntryKind))
    amount_minor: int = Field(sa_type=BigInteger)
    payment_id: UUID | None = Field(default=None, foreign_key="payments.id", index=True)
    refund_id: UUID | None = Field(default=None, foreign_key="refunds.id")
    actor: str = Field(max_length=64)
    reason: str = Field(default="", max_length=200)


class GiftCardWish(Table, table=True):
    """A gift card in a bag: to whom it goes. Its variant is made for it, with its amount."""

    cart_id: UUID = Field(foreign_key="carts.id", ondelete="CASCADE", index=True)
    variant_id: UUID = Field(foreign_key="product_variants.id", ondelete="CASCADE", unique=True)
    recipient_name: str = Field(max_length=120)
    recipient_email: str = Field(default="", max_length=254)
    sender_name: str = Field(default="", max_length=120)
    message: str = Field(default="", max_length=500)
    design: str = Field(default="", max_length=24)
    deliver_on: date | None = None


class CreditAccount(Table, table=True):
    """Store credit of a person in one currency."""

    __table_args__ = (
        UniqueConstraint("user_id", "currency"),
        CheckConstraint("balance_minor >= 0", name="balance_not_negative"),
    )

    user_id: UUID = Field(foreign_key="users.id")
    currency: str = Field(max_length=3)
    balance_minor: int = Field(default=0, sa_type=BigInteger)

    @property
    def balance(self) -> Money:
        return Money(self.balance_minor, self.currency)


class CreditEntry(Table, table=True):
    __table_args__ = (
        CheckConstraint("amount_minor <> 0", name="amount_not_zero"),
        Index(
            "uq_credit_entries_once",
            "kind", "payment_id", "refund_id",
            unique=True, postgresql_nulls_not_distinct=True,
            postgresql_where=text("payment_id IS NOT NULL"),
        ),
        Index("ix_credit_entries_account_id_created_at", "account_id", "created_at"),
    )  # fmt: skip

    account_id: UUID = Field(foreign_key="credit_accounts.id")
    kind: CreditKind = Field(sa_type=string_enum(CreditKind))
    amount_minor: int = Field(sa_type=BigInteger)
    payment_id: UUID | None = Field(default=None, foreign_key="payments.id", index=True)
    refund_id: UUID | None = Field(default=None, foreign_key="refunds.id")
    actor: str = Field(max_length=64)
    reason: str = Field(default="", max_length=200)


class PointsAccount(Table, table=True):
    """Points of a person in one currency. ``balance`` is the sum of its lots' remainders;
    ``owed`` are points to be taken from what is earned next.
    """

    __table_args__ = (
        UniqueConstraint("user_id", "currency"),
        CheckConstraint("balance >= 0 AND owed >= 0", name="not_negative"),
    )

    user_id: UUID = Field(foreign_key="users.id")
    currency: str = Field(max_length=3)
    balance: int = Field(default=0, sa_type=BigInteger)
    owed: int = Field(default=0, sa_type=BigInteger)
    tier: str = Field(default="", max_length=24)


class PointsLot(Table, table=True):
    """Points that were given together and expire together. ``unit_minor`` is what one buys,
    frozen when they were given.
    """

    __table_args__ = (
        CheckConstraint("remaining BETWEEN 0 AND points", name="remaining_in_range"),
        CheckConstraint("unit_minor > 0", name="unit_positive"),
        Index("ix_points_lots_ending", "expires_at", postgresql_where=text("remaining > 0")),
    )

    account_id: UUID = Field(foreign_key="points_accounts.id", index=True)
    vendor_order_id: UUID | None = Field(
        default=None, foreign_key="vendor_orders.id", index=True
    )
    points: int = Field(sa_type=BigInteger)
    remaining: int = Field(sa_type=BigInteger)
    base_minor: int = Field(default=0, sa_type=BigInteger)  # the purchase that earned them
    unit_minor: int
    expires_at: datetime = Field(sa_type=UtcDateTime)
    noticed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PointsEntry(Table, table=True):
    """A change of points, of one lot or (what is owed) of none."""

    __table_args__ = (
        CheckConstraint("points <> 0", name="points_not_zero"),
        Index(
            "uq_points_entries_once",
            "kind", "lot_id", "payment_id", "refund_id",
            unique=True, postgresql_nulls_not_distinct=True,
            postgresql_where=text("payment_id IS NOT NULL"),
        ),
        Index(
            "uq_points_entries_earned_once",
            "vendor_order_id",
            unique=True, postgresql_where=text("kind = 'earn'"),
        ),
        Index("ix_points_entries_account_id_created_at", "account_id", "created_at"),
    )  # fmt: skip

    account_id: UUID = Field(foreign_key="points_accounts.id")
    lot_id: UUID | None = Field(default=None, foreign_key="points_lots.id", index=True)
    kind: PointsKind = Field(sa_type=string_enum(PointsKind))
    points: int = Field(sa_type=BigInteger)
    value_minor: int = Field(default=0, sa_type=BigInteger)
    vendor_order_id: UUID | None = Field(default=None, foreign_key="vendor_orders.id")
    payment_id: UUID | None = Field(default=None, foreign_key="payments.id", index=True)
    refund_id: UUID | None = Field(default=None, foreign_key="refunds.id", index=True)
    actor: str = Field(max_length=64)
    reason: str = Field(default="", max_length=200)


class PointsTier(Table, table=True):
    """A step of the program: whoever spent ``from_minor`` in twelve months earns at its
    rate.
    """

    code: str = Field(max_length=24, unique=True)
    name: str = Field(max_length=40)
    from_minor: int = Field(sa_type=BigInteger)
    rate_bps: int

    __table_args__ = (
        CheckConstraint("from_minor >= 0 AND rate_bps >= 0", name="not_negative"),
    )


class PrepaidRules(Table, table=True):
    """What holds for gift cards and points in one currency; without a row, the defaults."""

    __table_args__ = (
        CheckConstraint(
            "smallest_minor > 0 AND largest_minor >= smallest_minor", name="bounds"
        ),
        CheckConstraint("points_cap_bps BETWEEN 0 AND 10000", name="cap_is_a_share"),
    )

    currency: str = Field(max_length=3, unique=True)
    smallest_minor: int = Field(sa_type=BigInteger)
    largest_minor: int = Field(sa_type=BigInteger)
    amounts: list[int] = Field(sa_type=ARRAY(Integer))
    card_months: int | None = None  # None: a card does not expire
    is_points_on: bool = True
    point_minor: int = 1  # what one point buys
    points_cap_bps: int = 5000  # the largest share of an order that points may pay
    points_months: int = 24
    notice_days: int = 30


class BagPrepaid(Table, table=True):
    """Whether a bag is to be paid with store credit and with how many points."""

    __table_args__ = (CheckConstraint("points >= 0", name="points_not_negative"),)

    cart_id: UUID = Field(foreign_key="carts.id", ondelete="CASCADE", unique=True)
    uses_credit: bool = False
    points: int = Field(default=0, sa_type=BigInteger)


class BagGiftCard(Table, table=True):
    """A gift card that a bag is to be paid with, in the order in which they were given."""

    __table_args__ = (UniqueConstraint("cart_id", "card_id"),)

    cart_id: UUID = Field(foreign_key="carts.id", ondelete="CASCADE")
    card_id: UUID = Field(foreign_key="gift_cards.id", index=True)
