"""How documents lie in a tantivy index. Change the version with the schema: an index of another
version is not read but rebuilt.
"""

import math
from functools import cache

import tantivy
from tantivy import Filter, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from core.kernel.currencies import CURRENCIES
from core.search.document import Document
from core.search.facets import BUYABLE, shown_token
from core.search.filters import lowest_field, prices_field
from core.search.ranking import RATING_SCALE
from core.search.variants import Offer, token

SCHEMA_VERSION = 3
STEMMED, FOLDED, EXACT = "stemmed", "folded", "raw"
LONGEST_WORD = 40
BEFORE_RANK = 10**12  # what comes before the rank in a number to sort by
CHOSEN = ("category", "vendor", "currency", "facet", "variants", "one_price", "steps", "ships")
NUMBERS = ("published", "rank", "by_rating", "by_facts", "by_dispatch")
WEIGHT = "quality"  # what points are multiplied by
MERITS = ("is_in_stock", "rating", "facts")


@cache
def schema() -> tantivy.Schema:
    """``shown`` holds what facets are counted from and labeled with; the fields of ``CHOSEN``
    what is filtered by. Fast integers are signed: others are refused.
    """
    builder = SchemaBuilder()
    for name in ("id", "slug", "name"):
        builder.add_text_field(name, stored=True, tokenizer_name=EXACT, index_option="basic")
    for name in ("title", "terms", "body"):
        builder.add_text_field(name, tokenizer_name=STEMMED, index_option="position")
    for name in ("words", "title_words"):
        builder.add_text_field(name, tokenizer_name=FOLDED, index_option="basic")
    for name in ("sku", *CHOSEN):
        builder.add_text_field(name, tokenizer_name=EXACT, index_option="basic")
    for name in ("shown", *map(shown_field, CURRENCIES)):
        builder.add_text_field(name, fast=True, tokenizer_name=EXACT, index_option="basic")
    for currency in CURRENCIES:
        for name in (lowest_field(currency), prices_field(currency)):
            builder.add_integer_field(name, indexed=True, fast=True)
    for name in (*NUMBERS, *MERITS):
        builder.add_integer_field(name, fast=True)
    builder.add_float_field(WEIGHT, fast=True)
    return builder.build()


def shown_field(currency: str) -> str:
    return f"shown_{currency.lower()}"


@cache
def analyzer(name: str) -> tantivy.TextAnalyzer:
    """Words in lower case without accents; ``STEMMED`` also without English endings."""
    builder = (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(LONGEST_WORD))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
    )
    if name == STEMMED:
        builder = builder.filter(Filter.stemmer("english"))
    return builder.build()


def register_analyzers(index: tantivy.Index) -> None:
    for name in (STEMMED, FOLDED):
        index.register_tokenizer(name, analyzer(name))


def to_tantivy(document: Document) -> tantivy.Document:
    made = tantivy.Document()
    texts = {
        "id": (str(document.id),),
        "slug": (document.slug,),
        "name": (document.title,),
        "title": (document.title,),
        "title_words": (document.title,),
        "terms": document.terms,
        "body": (document.body,),
        "words": (document.title, *document.terms),
        "sku": tuple(sku.casefold() for sku in document.skus),
        "category": tuple(slug for slug, _ in document.categories),
        "vendor": (document.vendor[0],),
        "currency": tuple(document.offers),
        "facet": tuple({token(code, value) for code, _, value in document.facets}),
        "one_price": tuple(c for c, o in document.offers.items() if o.has_one_price),
        "ships": document.ships,
        "shown": shown_by(document),
    }
    for name, values in texts.items():
        for value in values:
            made.add_text(name, value)
    _add_numbers(made, document)
    for currency, offer in document.offers.items():
        if currency in CURRENCIES:
            _add_offer(made, currency, offer)
    return made


def shown_by(document: Document) -> tuple[str, ...]:
    """What facets are counted from, whatever the currency."""
    slug, name = document.vendor
    return (
        shown_token("vendor", "Workshop", slug, name),
        *(shown_token("category", "Category", of, label) for of, label in document.categories),
        *(shown_token(code, called, v, v) for code, called, v in document.facets),
    )


def shown_in(offer: Offer) -> tuple[str, ...]:
    """And what variants are that have a price in a currency."""
    return (
        *(shown_token(code, called, v, v) for code, called, v in offer.options),
        *(shown_token(BUYABLE + code, called, v, v) for code, called, v in offer.buyable),
    )


def _add_offer(made: tantivy.Document, currency: str, offer: Offer) -> None:
    for name, values in {
        "variants": offer.keys, "steps": offer.steps, shown_field(currency): shown_in(offer),
    }.items():  # fmt: skip
        for value in values:
            made.add_text(name, value)
    made.add_integer(lowest_field(currency), offer.lowest)
    for price in offer.prices:
        made.add_integer(prices_field(currency), price)


def _add_numbers(made: tantivy.Document, document: Document) -> None:
    merits = document.merits
    rating = round(merits.rating * RATING_SCALE)
    numbers = {
        "published": merits.published,
        "rank": merits.rank,
        "by_rating": rating * BEFORE_RANK + merits.rank,
        "by_facts": merits.facts * BEFORE_RANK + merits.rank,
        "by_dispatch": document.dispatch_days * BEFORE_RANK - merits.rank,
        "is_in_stock": int(merits.is_in_stock),
        "rating": rating,
        "facts": merits.facts,
    }
    for name, number in numbers.items():
        made.add_integer(name, number)
    made.add_float(WEIGHT, weight_for(merits.quality))


def weight_for(times: float) -> float:
    """What to store so that tantivy multiplies points by twice ``times``: it takes the binary
    logarithm of two more.
    """
    return math.pow(2.0, 2.0 * times) - 2.0
