"""How fast ``GET /api/suggest`` answers while somebody types, in a shop of 20,000 products.

    .venv/bin/python -m bench.bench_suggest [--scale m] [--times 4]

Cold are letters that nobody has typed since the process started, warm those that somebody has.
"""

import argparse
import asyncio
import os
import time
from collections.abc import Sequence

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from bench.bench_reindex import multiply
from bench.measure import database, market_of_its_own, report
from core.api.suggest import forget_answers, router
from core.api.suggestions import forget_what_was_read
from core.demo.seed import seed
from core.search.index_products import rebuild

WORDS = (
    "vase", "stoneware bowl", "oak board", "wool blanket", "linen towel", "carafe", "mug",
    "cushion", "celadon", "walnut spoon", "basket", "necklace", "vaze", "cermaic",
    "jar with lid", "tumbler", "lamp", "notebook", "soap dish", "rug",
)  # fmt: skip
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", default="m")
    parser.add_argument("--times", type=int, default=4)
    chosen = parser.parse_args()
    with market_of_its_own():
        asyncio.run(measure(chosen.scale, chosen.times))


async def measure(scale: str, times: int) -> None:
    typed = [word[:end] for word in WORDS for end in range(2, len(word) + 1)]
    async with database():
        await seed(scale, lambda _: None)
        await multiply(times)
        count = await rebuild()
        app = FastAPI()
        app.include_router(router)
        transport = ASGITransport(app)
        async with AsyncClient(transport=transport, base_url="http://localhost") as shop:
            print(f"{count:,} products, {len(typed)} beginnings of {len(WORDS)} words, load "
                  f"{os.getloadavg()[0]:.1f} before")  # fmt: skip
            await asked(shop, typed[:20], "the first twenty of a process")
            forget_answers()
            forget_what_was_read()
            await asked(shop, typed, "cold")
            await asked(shop, typed * ROUNDS, "warm")


async def asked(shop: AsyncClient, typed: Sequence[str], name: str) -> None:
    took: list[float] = []
    began, used = time.perf_counter(), time.process_time()
    for letters in typed:
        start = time.perf_counter()
        answer = await shop.get("/api/suggest", params={"q": letters})
        took.append(time.perf_counter() - start)
        answer.raise_for_status()
    cpu = (time.process_time() - used) / len(typed)
    report(f"GET /api/suggest, {name}", took, time.perf_counter() - began, cpu=cpu)


if __name__ == "__main__":
    main()
