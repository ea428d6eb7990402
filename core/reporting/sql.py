"""Reports are read with SQL of their own: sums over many tables, grouped by time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, text
from sqlmodel.ext.asyncio.session import AsyncSession


async def rows(session: AsyncSession, statement: str, **values: Any) -> Sequence[RowMapping]:
    """Run a report's statement, in the session's transaction."""
    connection = await session.connection()
    return (await connection.execute(text(statement), values)).mappings().all()


async def row(session: AsyncSession, statement: str, **values: Any) -> RowMapping:
    """The same for a statement that always answers with one row."""
    return (await rows(session, statement, **values))[0]
