"""Valkey: what may be lost. Rate limits, cached pages, messages between processes."""

from redis.asyncio import Redis

from core.settings import settings

_client: Redis | None = None


def open_cache(url: str | None = None) -> Redis:
    """Create this process's client. Called after a fork, never at import."""
    global _client  # noqa: PLW0603
    _client = Redis.from_url(  # pyright: ignore[reportUnknownMemberType]
        url or settings().redis_url, decode_responses=True
    )
    return _client


def cache() -> Redis:
    if _client is None:
        raise RuntimeError("The cache is not open in this process.")
    return _client


async def close_cache() -> None:
    global _client  # noqa: PLW0603
    if _client is not None:
        await _client.aclose()
        _client = None
