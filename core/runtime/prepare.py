"""Make the database fit to serve: created, migrated, given the demo shop when it is empty, and
indexed for search. A process of its own, so that the supervisor can end it and stays small.
"""

import asyncio

from core.bootstrap import process_lifespan
from core.db.session import read_session
from core.demo.queries import is_empty
from core.demo.seed import seed
from core.runtime.logs import configure_logging
from core.runtime.migrate import create_database, upgrade
from core.search.index_products import rebuild
from core.search.service import is_ready
from core.settings import settings


def prepare_database() -> None:
    url = settings().database_url
    create_database(url)
    upgrade(url)


async def seed_if_empty() -> None:
    async with read_session() as session:
        has_nothing = await is_empty(session)
    if has_nothing:
        await seed()


async def index_if_missing() -> None:
    """Later the worker keeps the index; without one from the start no app would be ready."""
    if not await is_ready():
        await rebuild()


async def main() -> None:
    configure_logging()
    await asyncio.to_thread(prepare_database)
    async with process_lifespan():
        if settings().seed_demo:
            await seed_if_empty()
        await index_if_missing()


if __name__ == "__main__":
    asyncio.run(main())
