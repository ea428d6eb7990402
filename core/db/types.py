"""Column types shared by all tables."""

from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Enum
from sqlalchemy.types import TypeEngine

UtcDateTime = DateTime(timezone=True)


def string_enum(kind: type[StrEnum]) -> TypeEngine[Any]:
    """Store an enum's *value* as checked text (SQLModel's default stores member names)."""
    return Enum(
        kind,
        native_enum=False,
        length=32,
        validate_strings=True,
        create_constraint=True,
        name=_snake(kind.__name__),
        values_callable=_values,
    )


def _snake(name: str) -> str:
    return "".join(
        f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name)
    )


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]
