"""Delivery rates of vendors."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core.db.base import Table
from core.db.types import string_enum


class Zone(StrEnum):
    DOMESTIC = "domestic"
    EU = "eu"
    WORLD = "world"


class Service(StrEnum):
    STANDARD = "standard"
    EXPRESS = "express"


class DeliveryRate(Table, table=True):
    """The price of one parcel of a vendor into a zone; free from ``free_over_minor`` of
    goods.
    """

    __table_args__ = (
        UniqueConstraint("vendor_id", "zone", "currency", "service"),
        CheckConstraint("price_minor >= 0", name="price_not_negative"),
        CheckConstraint(
            "transit_days_min >= 0 AND transit_days_max >= transit_days_min",
            name="transit_days_in_order",
        ),
    )

    vendor_id: UUID = Field(foreign_key="vendors.id")
    zone: Zone = Field(sa_type=string_enum(Zone))
    currency: str = Field(max_length=3)
    service: Service = Field(
        default=Service.STANDARD,
        sa_type=string_enum(Service),
        sa_column_kwargs={"server_default": Service.STANDARD.value},
    )
    name: str = Field(default="Standard parcel", max_length=80)
    price_minor: int = Field(sa_type=BigInteger)
    free_over_minor: int | None = Field(default=None, sa_type=BigInteger)
    transit_days_min: int
    transit_days_max: int
