"""What visitors did, counted without knowing who they are."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from core.db.base import Table
from core.db.types import string_enum


class ShopEventKind(StrEnum):
    VISIT = "visit"
    PRODUCT_VIEW = "product_view"
    BAG_ADD = "bag_add"
    CHECKOUT_START = "checkout_start"
    ORDER = "order"


class ShopEvent(Table, table=True):
    """``visitor`` is a random id of one browser tab's session, tied to no account."""

    __table_args__ = (Index("ix_shop_events_created_at_kind", "created_at", "kind"),)

    kind: ShopEventKind = Field(sa_type=string_enum(ShopEventKind))
    visitor: str = Field(max_length=40)
    product_id: UUID | None = None
