"""Stock levels and everything that explains them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum


class ReservationStatus(StrEnum):
    ACTIVE = "active"
    ALLOCATED = "allocated"
    RELEASED = "released"
    EXPIRED = "expired"


class MovementKind(StrEnum):
    RECEIVED = "received"
    ADJUSTED = "adjusted"
    RESERVED = "reserved"
    RELEASED = "released"
    EXPIRED = "expired"
    ALLOCATED = "allocated"
    DEALLOCATED = "deallocated"
    SHIPPED = "shipped"
    RETURNED = "returned"


class StockLocation(Table, table=True):
    __table_args__ = (
        UniqueConstraint("vendor_id", "name"),
        Index(
            "uq_stock_locations_default",
            "vendor_id",
            unique=True,
            postgresql_where=text("is_default"),
        ),
    )

    vendor_id: UUID = Field(foreign_key="vendors.id")
    name: str = Field(max_length=80)
    country: str = Field(max_length=2)
    is_default: bool = False


class StockLevel(Table, table=True):
    """Units of a variant at a place. available = on_hand - allocated - reserved (+
    backorder_limit).
    """

    __table_args__ = (
        UniqueConstraint("variant_id", "location_id"),
        CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
        CheckConstraint("reserved >= 0", name="reserved_not_negative"),
        CheckConstraint("allocated >= 0", name="allocated_not_negative"),
        CheckConstraint("backorder_limit >= 0", name="backorder_limit_not_negative"),
        CheckConstraint(
            "reserved + allocated <= on_hand + backorder_limit", name="never_oversold"
        ),
    )

    variant_id: UUID = Field(foreign_key="product_variants.id")
    location_id: UUID = Field(foreign_key="stock_locations.id", index=True)
    on_hand: int = 0
    reserved: int = 0
    allocated: int = 0
    backorder_limit: int = 0
    low_stock_at: int = 3

    @property
    def available(self) -> int:
        return self.on_hand - self.allocated - self.reserved + self.backorder_limit


class StockReservation(Table, table=True):
    """A hold for an order in checkout, until ``expires_at`` by the database's clock."""

    __table_args__ = (
        UniqueConstraint("order_id", "variant_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index(
            "ix_stock_reservations_due",
            "expires_at",
            postgresql_where=text("status = 'active'"),
        ),
    )

    order_id: UUID = Field(foreign_key="orders.id")
    variant_id: UUID = Field(foreign_key="product_variants.id", index=True)
    location_id: UUID = Field(foreign_key="stock_locations.id")
    quantity: int
    status: ReservationStatus = Field(
        default=ReservationStatus.ACTIVE, sa_type=string_enum(ReservationStatus)
    )
    expires_at: datetime = Field(sa_type=UtcDateTime)


class Allocation(Table, table=True):
    """Units promised to a line of a placed order: they leave with a fulfillment or are given
    back.
    """

    __table_args__ = (
        CheckConstraint("quantity >= 0", name="quantity_not_negative"),
        UniqueConstraint("order_line_id"),
    )

    order_line_id: UUID = Field(foreign_key="order_lines.id")
    variant_id: UUID = Field(foreign_key="product_variants.id", index=True)
    location_id: UUID = Field(foreign_key="stock_locations.id")
    quantity: int  # still promised; shrinks as units ship or are canceled


class StockMovement(Table, table=True):
    """Why a level changed. The sums of the three deltas are the level."""

    __table_args__ = (
        Index("ix_stock_movements_variant_id_created_at", "variant_id", "created_at"),
    )

    variant_id: UUID = Field(foreign_key="product_variants.id")
    location_id: UUID = Field(foreign_key="stock_locations.id")
    kind: MovementKind = Field(sa_type=string_enum(MovementKind))
    on_hand_delta: int = 0
    reserved_delta: int = 0
    allocated_delta: int = 0
    reference: str = Field(default="", max_length=64, index=True)
    actor: str = Field(max_length=64)
    reason: str = Field(default="", max_length=200)
