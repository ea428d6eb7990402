"""Messages between processes over Valkey. They say that something changed, never what it is
now: who hears one reads the database. Nothing may depend on a message arriving.
"""

from collections.abc import AsyncIterator
from typing import cast

from core.db.cache import cache

PREFIX = "live:"


async def publish(channel: str, message: str = "") -> None:
    """Tell the processes that watch ``channel``. Called after the commit, by subscribers of
    events.
    """
    await cache().publish(PREFIX + channel, message)  # pyright: ignore[reportUnknownMemberType]


async def listen() -> AsyncIterator[tuple[str, str]]:
    """Every (channel, message) from now on; raises when the connection is lost."""
    client = cache()
    async with client.pubsub(ignore_subscribe_messages=True) as subscription:  # pyright: ignore[reportUnknownMemberType]
        await subscription.psubscribe(PREFIX + "*")
        while True:
            message = cast(
                "dict[str, str] | None", await subscription.get_message(timeout=None)
            )
            if message is not None:
                yield message["channel"].removeprefix(PREFIX), message["data"]
