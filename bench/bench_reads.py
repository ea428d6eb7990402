"""How fast the core reads products.

    .venv/bin/python -m bench.bench_reads [--scale s|m|l] [--seconds 10]

Loads the demo shop into a database of its own and reads a product, a listing, a search and a
bag as the pages do.
"""

import argparse
import asyncio
import random
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from bench.measure import database, market_of_its_own, repeatedly
from core.cart.open_cart import find_cart, open_cart
from core.cart.service import add_line
from core.cart.view import view_bag
from core.catalog.card_queries import cards_by_ids
from core.catalog.page_queries import get_published
from core.db.session import read_session, transaction
from core.demo.seed import seed
from core.kernel.clock import utc_now
from core.kernel.principal import GUEST
from core.kernel.secrets import random_token
from core.search.engine import SearchQuery
from core.search.service import search_products

READERS = 8
WORDS = ("vase", "mug", "blanket", "oak", "linen", "botle", "candel", "wooden toy", "blue bowl")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=["s", "m", "l"], default="s")
    parser.add_argument("--seconds", type=float, default=10)
    chosen = parser.parse_args()
    with market_of_its_own():
        asyncio.run(in_the_core(chosen.scale, chosen.seconds))


async def in_the_core(scale: str, seconds: float) -> None:
    async with database():
        await seed(scale)
        slugs, variants = await what_is_there()
        token = await a_full_bag(variants)

        async def product() -> None:
            async with read_session() as session:
                await get_published(session, random.choice(slugs), "EUR")

        async def listing() -> None:
            found = await search_products(SearchQuery(number=random.randint(1, 5)))
            async with read_session() as session:
                await cards_by_ids(session, found.ids, "EUR")

        async def search() -> None:
            await search_products(SearchQuery(text=random.choice(WORDS)))

        async def bag() -> None:
            async with read_session() as session:
                cart = await find_cart(session, GUEST, token)
                await view_bag(session, cart, "DE", "EUR", utc_now().date())

        for work in (product, listing, search, bag):
            calls = await repeatedly(work, seconds=seconds, side_by_side=READERS)
            calls.report(f"core {work.__name__}, {len(slugs):,} products")


async def what_is_there() -> tuple[Sequence[str], Sequence[UUID]]:
    async with read_session() as session:
        slugs = await session.exec(text("SELECT slug FROM products WHERE status = 'published'"))
        variants = await session.exec(
            text(
                "SELECT v.id FROM product_variants v JOIN products p ON p.id = v.product_id "
                "WHERE p.status = 'published' AND NOT v.is_stock_tracked LIMIT 12"
            )
        )
        return [slug for (slug,) in slugs.all()], [id_ for (id_,) in variants.all()]


async def a_full_bag(variants: Sequence[UUID]) -> str:
    token = random_token()
    async with transaction() as session:
        cart = await open_cart(session, GUEST, token, "EUR")
        for variant_id in variants:
            await add_line(session, cart, variant_id)
    return token


if __name__ == "__main__":
    main()
