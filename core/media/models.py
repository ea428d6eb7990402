"""Stored files and what was made from them."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from core.db.base import Table
from core.db.types import string_enum


class MediaKind(StrEnum):
    IMAGE = "image"
    MODEL = "model"
    DOCUMENT = "document"


class MediaStatus(StrEnum):
    WAITING = "waiting"  # has an address, not fetched yet
    STORED = "stored"  # original is here, derivatives are not
    READY = "ready"
    FAILED = "failed"


class MediaAsset(Table, table=True):
    """A file. ``derivatives`` maps ``"<width>.<format>"`` (``"720.avif"``) to a storage key."""

    __table_args__ = (
        Index(
            "ix_media_assets_source_url",
            "source_url",
            postgresql_using="hash",
            postgresql_where=text("source_url <> ''"),
        ),
        Index(
            "ix_media_assets_to_do",
            "status",
            "id",
            postgresql_where=text("status IN ('waiting', 'stored')"),
        ),
    )

    vendor_id: UUID | None = Field(default=None, index=True)
    kind: MediaKind = Field(sa_type=string_enum(MediaKind))
    status: MediaStatus = Field(sa_type=string_enum(MediaStatus))
    storage_key: str = Field(default="", max_length=255)
    source_url: str = Field(default="", max_length=2000)
    mime: str = Field(default="", max_length=80)
    bytes: int = Field(default=0, sa_type=BigInteger)
    sha256: str = Field(default="", max_length=64, index=True)
    width: int | None = None
    height: int | None = None
    placeholder: str = Field(default="", max_length=9)
    derivatives: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    error: str = Field(default="", max_length=300)
