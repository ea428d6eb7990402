"""Rows for many tables, written with COPY in the order in which foreign keys need them."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from random import Random
from typing import Any
from uuid import UUID

from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import Column, Table
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now

Make = Callable[[Any], Any]


class Ids:
    """UUIDv7 of chosen moments: rows of last year sort before rows of today.

    The same seed gives the same ids.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        self._serial = 0

    def at(self, moment: datetime) -> UUID:
        """Later calls of the same millisecond give later ids, for 4,096 of them."""
        self._serial = (self._serial + 1) & 0xFFF
        milliseconds = int(moment.timestamp() * 1000)
        tail = self._random.getrandbits(62)
        return UUID(int=milliseconds << 80 | 0x7 << 76 | self._serial << 64 | 0x2 << 62 | tail)


class Bulk:
    """Collects rows, then copies them. A row needs only what has no default."""

    def __init__(self, ids: Ids, now: datetime | None = None) -> None:
        self.ids = ids
        self.now = now or utc_now()
        self.written = 0
        self._shapes: dict[type[SQLModel], _Shape] = {}
        self._rows: dict[str, list[list[Any]]] = defaultdict(list)

    def add(self, model: type[SQLModel], *, at: datetime | None = None, **values: Any) -> UUID:
        """Add a row made ``at`` a moment (now by default); returns its id."""
        shape = self._shapes.get(model)
        if shape is None:
            shape = self._shapes[model] = _Shape(model)
        moment = at or self.now
        row_id = values.setdefault("id", None) or self.ids.at(moment)
        values["id"] = row_id
        values["created_at"] = moment
        self._rows[shape.table].append(shape.row(values))
        return row_id

    async def write(self, session: AsyncSession) -> None:
        """Copy what was added so far, in the caller's transaction."""
        connection = await (await session.connection()).get_raw_connection()
        driver = connection.driver_connection
        assert driver is not None  # noqa: S101  the pool gave a live one
        for table in SQLModel.metadata.sorted_tables:
            rows = self._rows.pop(table.name, [])
            if not rows:
                continue
            shape = next(s for s in self._shapes.values() if s.table == table.name)
            async with driver.cursor() as cursor, cursor.copy(shape.statement) as copy:
                for row in rows:
                    await copy.write_row(row)
            self.written += len(rows)


class _Shape:
    """How the rows of one table look: columns, defaults, conversions."""

    def __init__(self, model: type[SQLModel]) -> None:
        table: Table = model.__table__  # pyright: ignore[reportAttributeAccessIssue]
        self.table = table.name
        self._known = {column.name for column in table.columns}
        self._columns = [(column.name, _default(model, column), _convert(column))
                         for column in table.columns]  # fmt: skip
        self.statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table.name),
            sql.SQL(", ").join(map(sql.Identifier, (name for name, _, _ in self._columns))),
        )

    def row(self, values: dict[str, Any]) -> list[Any]:
        row: list[Any] = []
        for name, default, convert in self._columns:
            value = values.pop(name) if name in values else default()
            row.append(value if convert is None or value is None else convert(value))
        unknown = values.keys() - {"id", "created_at"}
        if unknown:
            raise TypeError(f"{self.table} has no {', '.join(sorted(unknown))}")
        return row


def _default(model: type[SQLModel], column: Column[Any]) -> Callable[[], Any]:
    field = model.model_fields[column.name]
    if field.default_factory is not None:
        factory: Callable[[], Any] = field.default_factory  # pyright: ignore[reportAssignmentType]
        return factory
    if field.is_required():
        return lambda: _missing(f"{model.__name__}.{column.name}")
    if field.default is None and not column.nullable:  # the server's default
        return utc_now
    return lambda: field.default


def _missing(name: str) -> None:
    raise TypeError(f"{name} has no default")


def _convert(column: Column[Any]) -> Make | None:
    if isinstance(column.type, JSONB):
        return Jsonb
    if isinstance(column.type, EnumType):
        return _value_of
    return None


def _value_of(member: Enum) -> Any:
    return member.value
