"""How fast search answers, without a database.

    .venv/bin/python -m bench.bench_search [--products 20000]

Makes documents from the demo's own words, writes them into an index in a temporary folder, and
asks it what people ask.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.measure import report
from core.catalog.index_models import IndexableProduct, IndexableVariant
from core.catalog.models import AttributeKind
from core.catalog.read_models import AttributeData, CategoryData
from core.kernel.ids import new_id
from core.search.document import Document, document
from core.search.engine import SearchQuery, Sort
from core.search.synonyms import Group, Synonyms
from core.search.tantivy_engine import TantivyEngine
from core.search.tuning import Tuning
from core.settings import ROOT

DEMO = ROOT / "demo"
ROUNDS = 200
START = datetime(2026, 1, 1, tzinfo=UTC)
COLORS = ("Oat", "Madder", "Celadon", "Indigo", "Walnut", "Moss", "Slate", "Clay")
SIZES = ("S", "M", "L", "XL")
QUERIES: dict[str, Callable[[random.Random], SearchQuery]] = {
    "one word": lambda _: SearchQuery("vase"),
    "two words": lambda _: SearchQuery("oak board"),
    "a typo": lambda _: SearchQuery("vaze"),
    "a synonym": lambda _: SearchQuery("carpet"),
    "nothing has every word": lambda _: SearchQuery("oak xylophone"),
    "a whole category": lambda _: SearchQuery(category="ceramics"),
    "everything, newest": lambda _: SearchQuery(sort=Sort.NEWEST),
    "category, color, size, in stock": lambda _: SearchQuery(
        category="ceramics",
        facets={"opt_color": ("Oat", "Indigo"), "opt_size": ("M",)},
        is_in_stock=True,
    ),
    "a deep page by price": lambda chance: SearchQuery(
        "hand", sort=Sort.PRICE_UP, number=chance.randrange(1, 100)
    ),
}

HINTS = {
    "suggestions, two letters": "va",
    "suggestions, two words": "oak bo",
    "suggestions, a typo": "vaze",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ecomarket-bench-") as folder:
        measure(Path(folder), chosen.products, chosen.rounds)


def measure(folder: Path, count: int, rounds: int) -> None:
    engine = TantivyEngine(folder)
    began, used = time.perf_counter(), time.process_time()
    rebuild = engine.start_rebuild()
    documents: list[Document] = []
    for made in made_documents(count):
        rebuild.add([made])
        documents.append(made)
    rebuild.publish()
    took, cpu = time.perf_counter() - began, time.process_time() - used
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{count:,} documents made and written in {took:.1f} s (CPU {cpu:.1f} s), "
          f"{size / 1e6:.1f} MB")  # fmt: skip
    groups = json.loads((DEMO / "synonyms.json").read_text())
    tuning = Tuning(Synonyms(Group(tuple(words)) for words in groups))
    chance = random.Random(1)
    for name, make in QUERIES.items():
        query = make(chance)
        facets = len(engine.search(query, tuning).facets)
        timed(
            f"{name}, {facets} facets",
            lambda make=make: engine.search(make(chance), tuning),
            rounds=rounds,
        )
    for name, typed in HINTS.items():
        timed(name, lambda typed=typed: engine.hint(typed, "EUR", 5, tuning), rounds=rounds)

    def is_fresh() -> None:
        new = chance.choice(documents)
        engine.apply([], [new.id])
        engine.apply([new], [])
        assert new.id in engine.search(SearchQuery(new.skus[0]), tuning).ids

    timed("taken out, put in again and found", is_fresh, rounds=10)
    timed("100 products written", lambda: engine.apply(documents[:100], []), rounds=10)


def timed(name: str, work: Callable[[], object], *, rounds: int = ROUNDS) -> None:
    work()
    took: list[float] = []
    began, used = time.perf_counter(), time.process_time()
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    cpu = (time.process_time() - used) / rounds
    report(name, took, time.perf_counter() - began, cpu=cpu)


def made_documents(count: int) -> Iterator[Document]:
    chance = random.Random(7)
    demo = json.loads((DEMO / "products.json").read_text())
    words = sorted({word for product in demo for word in product["description"].split()})
    for number in range(count):
        yield document(made_product(chance, chance.choice(demo), words, number))


def made_product(
    chance: random.Random, like: dict[str, Any], words: Sequence[str], number: int
) -> IndexableProduct:
    """A product like one of the demo's, with some words, options and prices of its own."""
    adjective, noun = chance.choice(words).strip(".,"), like["name"].split()[-1]
    attributes = {
        "material": [like["materials"][0]["name"]],
        "room": chance.sample(["Hall", "Kitchen", "Bath", "Study", "Garden"], 2),
        "care": [chance.choice(["By hand", "Dishwasher"])],
    }
    return IndexableProduct(
        id=new_id(),
        slug=f"product-{number}",
        title=f"{adjective} {noun} {like['name']}"[:200],
        summary=like["summary"],
        description_html=" ".join(chance.sample(words, 80)),
        tags=(),
        search_terms=tuple(like["search_terms"]),
        features=(),
        technique=like["technique"],
        origin_country=like["origin_country"],
        materials=tuple(material["name"] for material in like["materials"]),
        vendor_id=new_id(),
        vendor_slug=like["vendor"],
        vendor_name=like["vendor"].replace("-", " ").title(),
        vendor_country="PT",
        delivery_zones={"EUR": ("domestic", "eu", "world")},
        category_path=tuple(
            CategoryData(new_id(), slug, slug.replace("-", " ").title())
            for slug in (like["department"], like["category"])
        ),
        attributes=tuple(
            AttributeData(code, code.title(), AttributeKind.TEXT, "", is_facet=True,
                          values=tuple(values))
            for code, values in attributes.items()
        ),
        variants=tuple(made_variants(chance, number)),
        impact=({"evidence": "verified"},) * chance.randrange(8),
        rating_count=3,
        rating_sum=chance.randrange(3, 16),
        published_at=START + timedelta(minutes=number),
    )  # fmt: skip


def made_variants(chance: random.Random, number: int) -> Iterator[IndexableVariant]:
    """Every third product has a price for each size."""
    price = chance.randrange(900, 30_000)
    step = 0 if number % 3 else 500
    for color in chance.sample(COLORS, chance.randrange(1, 4)):
        for place, size in enumerate(chance.sample(SIZES, chance.randrange(1, 4))):
            yield IndexableVariant(
                sku=f"SKU-{number}-{color}-{size}",
                options=(("Color", color), ("Size", size)),
                prices={"EUR": price + step * place, "USD": price + step * place + 300},
                is_buyable=chance.random() > 0.1,
                dispatch_days=chance.randrange(1, 20),
            )


if __name__ == "__main__":
    main()
