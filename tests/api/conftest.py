"""A browser's view of the apps' form posts, in process."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from httpx import ASGITransport, AsyncClient
from redis.asyncio import Redis
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.app import build_api
from core.settings import AppName

HOST = "http://localhost"


@pytest.fixture
async def browsers(
    session: AsyncSession, cache: Redis
) -> AsyncIterator[dict[str, AsyncClient]]:
    """One browser per app. Each sends the headers that a browser adds to a form of its own."""
    async with AsyncExitStack() as stack:
        yield {
            app.value: await stack.enter_async_context(
                AsyncClient(
                    transport=ASGITransport(build_api(app.value), client=("192.0.2.7", 40_000)),
                    base_url=HOST,
                    headers={"Origin": HOST, "Sec-Fetch-Site": "same-origin"},
                )
            )
            for app in AppName
        }


@pytest.fixture
def shop(browsers: dict[str, AsyncClient]) -> AsyncClient:
    return browsers["storefront"]
