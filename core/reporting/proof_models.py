"""What the proofs found, and when they were asked."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from core.db.base import Table
from core.db.types import UtcDateTime


class ProofRun(Table, table=True):
    """Every proof was asked: about everything (``is_full``), or what was touched lately."""

    __table_args__ = (Index("ix_proof_runs_created_at", "created_at"),)

    is_full: bool
    checked: int
    violated: int
    took_ms: int


class ProofResult(SQLModel, table=True):
    """What one proof found last. The look at everything has a row of its own: only another such
    look can say that something old was put right.
    """

    __tablename__ = "proof_results"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        CheckConstraint(
            "(violations > 0) = (broken_since IS NOT NULL)", name="broken_since_it_was"
        ),
    )

    name: str = Field(primary_key=True, max_length=80)
    is_full: bool = Field(primary_key=True)
    ran_at: datetime = Field(sa_type=UtcDateTime)
    took_ms: int
    violations: int = Field(sa_type=BigInteger)
    examples: list[str] = Field(sa_type=JSONB)
    broken_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
