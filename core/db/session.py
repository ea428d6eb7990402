"""Sessions. ``transaction()`` is opened by the edges only: request, handler, task.

Isolation is READ COMMITTED: rules that guard money and stock are single guarded updates or take
row locks, so a stronger level would only add retries.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.page_purge import purge_noted
from core.settings import settings

session_factory: async_sessionmaker[AsyncSession] = async_sessionmaker(
    class_=AsyncSession, expire_on_commit=False
)
_engine: AsyncEngine | None = None


def sqlalchemy_url(url: str) -> str:
    """The same address with the psycopg driver named."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def open_engine(url: str | None = None, *, pool_size: int = 10) -> AsyncEngine:
    """Create this process's engine. Called after a fork, never at import."""
    global _engine  # noqa: PLW0603
    _engine = create_async_engine(
        sqlalchemy_url(url or settings().database_url),
        pool_size=pool_size,
        max_overflow=10,
        pool_pre_ping=True,
        connect_args={"prepare_threshold": None},
    )
    session_factory.configure(bind=_engine)
    return _engine


async def close_engine() -> None:
    global _engine  # noqa: PLW0603
    if _engine is not None:
        await _engine.dispose()
        _engine = None


@asynccontextmanager
async def transaction() -> AsyncGenerator[AsyncSession]:
    """One unit of work: committed at the end, rolled back on any exception."""
    async with session_factory() as session:
        async with session.begin():
            yield session
        await purge_noted(session)


@asynccontextmanager
async def read_session() -> AsyncGenerator[AsyncSession]:
    """For pages that only look. Never decide a write on what it returns."""
    async with session_factory() as session:
        yield session
