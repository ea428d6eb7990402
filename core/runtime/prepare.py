"""Make the database fit to serve: created, migrated and, when it is empty, given the demo shop.
A process of its own, so that the supervisor can end it and stays small.
"""

import asyncio
from importlib import import_module
from importlib.util import find_spec

from sqlalchemy import text

from core.bootstrap import process_lifespan
from core.db.session import read_session
from core.runtime.logs import configure_logging
from core.runtime.migrate import create_database, upgrade
from core.settings import settings


def prepare_database() -> None:
    url = settings().database_url
    create_database(url)
    upgrade(url)


async def seed_if_empty(scale: str) -> bool:
    """Load the demo shop into a market that has no users yet. True if it did."""
    async with read_session() as session:
        if await session.scalar(text("SELECT EXISTS (SELECT 1 FROM users)")):
            return False
    await import_module("core.demo.seed").seed(scale)
    return True


async def main() -> None:
    configure_logging()
    await asyncio.to_thread(prepare_database)
    if settings().seed_demo and find_spec("core.demo"):
        async with process_lifespan():
            await seed_if_empty("s")


if __name__ == "__main__":
    asyncio.run(main())
