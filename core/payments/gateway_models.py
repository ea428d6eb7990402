"""Which gateways take payments, and which one of them a payment goes to."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from core.db.base import Table


class GatewayState(SQLModel, table=True):
    """A gateway that staff have said something about; without a row it is on."""

    __tablename__ = "gateway_states"  # pyright: ignore[reportAssignmentType]

    provider: str = Field(primary_key=True, max_length=32)
    is_enabled: bool = True
    changed_by: str = Field(max_length=64)


class RoutingRule(Table, table=True):
    """Read in the order of ``position``; the first whose conditions hold decides. Empty
    conditions hold always. ``providers`` are tried in their order.
    """

    __table_args__ = (
        CheckConstraint("min_minor IS NULL OR min_minor >= 0", name="min_not_negative"),
        CheckConstraint(
            "max_minor IS NULL OR min_minor IS NULL OR max_minor >= min_minor", name="range"
        ),
        CheckConstraint(
            "(min_minor IS NULL AND max_minor IS NULL) OR currency <> ''",
            name="amounts_have_a_currency",
        ),
    )

    position: int = Field(index=True)
    currency: str = Field(default="", max_length=3)
    country: str = Field(default="", max_length=2)
    min_minor: int | None = Field(default=None, sa_type=BigInteger)
    max_minor: int | None = Field(default=None, sa_type=BigInteger)
    vendor_id: UUID | None = Field(default=None, foreign_key="vendors.id", ondelete="CASCADE")
    providers: list[str] = Field(default_factory=list, sa_type=JSONB)
    note: str = Field(default="", max_length=200)
