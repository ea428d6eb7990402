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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=20_000)
    count = parser.parse_args().products
    with tempfile.TemporaryDirectory(prefix="ecomarket-bench-") as folder:
        measure(Path(folder), count)


def measure(folder: Path, count: int) -> None:
    engine = TantivyEngine(folder)
    began = time.perf_counter()
    documents = list(made_documents(count))
    made = time.perf_counter() - began
    began = time.perf_counter()
    rebuild = engine.start_rebuild()
    rebuild.add(documents)
    rebuild.publish()
    written = time.perf_counter() - began
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{count:,} documents: made in {made:.1f} s, written in {written:.1f} s, "
          f"{size / 1e6:.1f} MB")  # fmt: skip
    groups = json.loads((DEMO / "synonyms.json").read_text())
    tuning = Tuning(Synonyms(Group(tuple(words)) for words in groups))
    chance = random.Random(1)
    for name, make in QUERIES.items():
        timed(name, lambda make=make: engine.search(make(chance), tuning))
    timed("suggestions, two letters", lambda: engine.hint("va", "EUR", 5, tuning))
    timed("suggestions, two words", lambda: engine.hint("oak bo", "EUR", 5, tuning))
    timed("one product written", lambda: engine.apply([chance.choice(documents)], []))
    timed("100 products written", lambda: engine.apply(documents[:100], []), rounds=20)


def timed(name: str, work: Callable[[], object], *, rounds: int = ROUNDS) -> None:
    work()
    took: list[float] = []
    began = time.perf_counter()
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    report(name, took, time.perf_counter() - began)


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
    attributes = {"material": [like["materials"][0]["name"]], "room": chance.sample(
        ["Hall", "Kitchen", "Bath", "Study", "Garden"], 2)}  # fmt: skip
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
        has_image=True,
        impact=({"evidence": "verified"},) * chance.randrange(8),
        rating_count=3,
        rating_sum=chance.randrange(3, 16),
        published_at=START + timedelta(minutes=number),
        updated_at=START,
    )  # fmt: skip


def made_variants(chance: random.Random, number: int) -> Iterator[IndexableVariant]:
    price = chance.randrange(900, 30_000)
    for color in chance.sample(COLORS, chance.randrange(1, 4)):
        for size in chance.sample(SIZES, chance.randrange(1, 4)):
            yield IndexableVariant(
                sku=f"SKU-{number}-{color}-{size}",
                options=(("Color", color), ("Size", size)),
                prices={"EUR": price, "USD": price + 300},
                is_buyable=chance.random() > 0.1,
                dispatch_days=chance.randrange(1, 20),
            )


if __name__ == "__main__":
    main()
