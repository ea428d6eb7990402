"""Make the database fit to serve: created, migrated and, when it is empty, given the demo shop.
A process of its own, so that the supervisor can end it and stays small.
"""

import asyncio

from core.bootstrap import process_lifespan
from core.db.session import read_session
from core.demo.queries import is_empty
from core.demo.seed import seed
from core.runtime.logs import configure_logging
from core.runtime.migrate import create_database, upgrade
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


async def main() -> None:
    configure_logging()
    await asyncio.to_thread(prepare_database)
    if settings().seed_demo:
        async with process_lifespan():
            await seed_if_empty()


if __name__ == "__main__":
    asyncio.run(main())
