"""The base of every table."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import MetaData, text
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from core.db.types import UtcDateTime
from core.kernel.clock import utc_now
from core.kernel.ids import new_id

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


def table_name(class_name: str) -> str:
    """``VendorOrder`` -> ``vendor_orders``, ``Category`` -> ``categories``."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", class_name).lower()
    if snake.endswith("y") and snake[-2] not in "aeiou":
        return f"{snake[:-1]}ies"
    return (
        snake
        if snake.endswith("s") and not snake.endswith("ss")
        else f"{snake}{'es' if snake.endswith(('ss', 'x', 'h')) else 's'}"
    )


class Table(SQLModel):
    """UUIDv7 key, time of creation, a table name derived from the class name."""

    id: UUID = Field(default_factory=new_id, primary_key=True)
    created_at: datetime = Field(
        default_factory=utc_now,
        sa_type=UtcDateTime,
        nullable=False,
        sa_column_kwargs={"server_default": text("now()")},
    )

    @declared_attr.directive
    def __tablename__(cls) -> Any:  # pyright: ignore[reportIncompatibleVariableOverride, reportIncompatibleUnannotatedOverride]
        return table_name(cls.__name__)
