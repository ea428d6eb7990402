from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.db.session import session_factory, sqlalchemy_url


@pytest.fixture
async def many_connections(
    clean_database: AsyncEngine, database_url: str
) -> AsyncIterator[AsyncEngine]:
    """As many connections as there are racers; the usual pool would make them take turns."""
    engine = create_async_engine(
        sqlalchemy_url(database_url), pool_size=72, connect_args={"prepare_threshold": None}
    )
    session_factory.configure(bind=engine)
    yield engine
    session_factory.configure(bind=clean_database)
    await engine.dispose()
