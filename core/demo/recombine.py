"""More products than there are: new names, prices and stock for the pictures there are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from core.demo.source import Record, Source

ROUND_TO = 50
OLDEST_DAYS = 420
NUMERALS = ("", " II", " III", " IV", " V", " VI")


def recombined(source: Source, total: int, random: Random) -> Iterator[Record]:
    """The demo products, then ones made from them, ``total`` in all.

    A made product takes kind, pictures and facts of one, the first word of its name from
    another, and its workshop from all that work in the same category.
    """
    yield from source.products[:total]
    shapes = [product for product in source.products if product["status"] == "active"]
    words = sorted({product["name"].split()[0] for product in shapes})
    workshops = _workshops_by_category(shapes)
    numbers = count(len(source.products) + 1)
    taken = {product["name"] for product in source.products}
    for _ in range(total - len(source.products)):
        shape = random.choice(shapes)
        name = _new_name(shape, words, taken, random)
        taken.add(name)
        yield _made(
            shape, next(numbers), name, random.choice(workshops[shape["category"]]), random
        )


def _workshops_by_category(products: Sequence[Record]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for product in products:
        found[product["category"]].add(product["vendor"])
    return {category: sorted(vendors) for category, vendors in found.items()}


def _new_name(shape: Record, words: Sequence[str], taken: set[str], random: Random) -> str:
    _, _, kind = shape["name"].partition(" ")
    for numeral in NUMERALS:
        for _ in range(3):
            name = f"{random.choice(words)} {kind or shape['name'].lower()}{numeral}"
            if name not in taken:
                return name
    return f"{random.choice(words)} {kind} no. {len(taken)}"


def _made(shape: Record, number: int, name: str, vendor: str, random: Random) -> Record:
    percent = random.randrange(70, 140)
    age = timedelta(days=random.randrange(OLDEST_DAYS))
    return {
        **shape,
        "id": number,
        "name": name,
        "slug": f"{shape['slug']}-{number}",
        "vendor": vendor,
        "created_at": (date.fromisoformat(shape["created_at"]) - age).isoformat(),
        "ar_model": None,
        "price_history_30d": None,
        "variants": [_variant(v, number, percent, random) for v in shape["variants"]],
    }


def _variant(variant: Record, number: int, percent: int, random: Random) -> dict[str, Any]:
    prices = {
        currency: max(ROUND_TO, round(minor * percent / 100 / ROUND_TO) * ROUND_TO)
        for currency, minor in variant["price"].items()
    }
    stock = variant["stock"]
    return {
        **variant,
        "sku": f"{variant['sku'].split('-')[0]}-{number:06}-{variant['sku'].split('-', 2)[2]}",
        "price": prices,
        "compare_at": None,
        "stock": None if stock is None else max(0, stock + random.randrange(-5, 20)),
    }
