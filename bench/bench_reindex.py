"""How fast the whole index is made anew from the database, and that it answers meanwhile.

    .venv/bin/python -m bench.bench_reindex [--scale m] [--times 20]

With ``--times`` every product is there that often, each with ids, addresses, article numbers,
variants, prices, stock and attributes of its own.
"""

import argparse
import asyncio
import os
import time
from collections.abc import Iterator

from sqlalchemy import text

from bench.measure import database, market_of_its_own, report
from core.db.base import Table
from core.db.session import transaction
from core.demo.seed import seed
from core.search.engine import SearchQuery
from core.search.index_products import rebuild
from core.search.service import search_products

COPIED = (
    "products", "product_variants", "variant_prices", "stock_levels", "product_attributes",
)  # fmt: skip
NEW_IDS = {"id", "product_id", "variant_id"}
UNIQUE_WORDS = {"slug", "handle", "sku"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", default="m")
    parser.add_argument("--times", type=int, default=1)
    chosen = parser.parse_args()
    with market_of_its_own():
        asyncio.run(measure(chosen.scale, chosen.times))


async def measure(scale: str, times: int) -> None:
    async with database():
        await seed(scale, lambda _: None)
        await multiply(times)
        used, began, load = time.process_time(), time.perf_counter(), os.getloadavg()[0]
        making = asyncio.create_task(rebuild())
        answers: list[float] = []
        degraded = 0
        while not making.done():
            results = await search_products(SearchQuery("vase"))
            degraded += results.is_degraded
            answers.append(results.took_ms / 1000)
            await asyncio.sleep(0.1)
        count, took = await making, time.perf_counter() - began
        cpu = time.process_time() - used
    report("a search while it is made", answers, took)
    print(f"{count:,} products in {took:.1f} s (CPU of this process {cpu:.1f} s, load "
          f"{load:.1f} before): {count / took:,.0f} a second; {degraded} of {len(answers)} "
          "searches without an index")  # fmt: skip


async def multiply(times: int) -> None:
    """Copies that no trigger looks at: they would write down a history of a million prices."""
    async with transaction() as session:
        connection = await session.connection()
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in copying(times):
            await connection.execute(text(statement), {"last": times - 1})
    async with transaction() as session:
        await (await session.connection()).execute(text("ANALYZE"))


def copying(times: int) -> Iterator[str]:
    for name in COPIED if times > 1 else ():
        columns = [column.name for column in Table.metadata.tables[name].columns]
        values = ", ".join(copied(column) for column in columns)
        yield (
            f"INSERT INTO {name} ({', '.join(columns)}) "  # noqa: S608  names of our own tables
            f"SELECT {values} FROM {name} CROSS JOIN generate_series(1, :last) AS number"
        )


def copied(column: str) -> str:
    if column in NEW_IDS:
        return f"CAST(md5(CAST({column} AS text) || number) AS uuid)"
    if column in UNIQUE_WORDS:
        return f"CASE WHEN {column} = '' THEN '' ELSE {column} || '-' || number END"
    return column


if __name__ == "__main__":
    main()
