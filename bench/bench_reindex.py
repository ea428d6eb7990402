"""How fast the whole index is made anew from the database, and that it answers meanwhile.

.venv/bin/python -m bench.bench_reindex [--scale m]
"""

import argparse
import asyncio
import time

from bench.measure import database, market_of_its_own, report
from core.demo.seed import seed
from core.search.engine import SearchQuery
from core.search.index_products import rebuild
from core.search.service import search_products


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", default="m")
    scale = parser.parse_args().scale
    with market_of_its_own():
        asyncio.run(measure(scale))


async def measure(scale: str) -> None:
    async with database():
        await seed(scale, lambda _: None)
        used, began = time.process_time(), time.perf_counter()
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
    print(f"{count:,} products in {took:.1f} s (CPU of this process {cpu:.1f} s): "
          f"{count / took:,.0f} a second; {degraded} of {len(answers)} searches without an "
          "index")  # fmt: skip


if __name__ == "__main__":
    main()
