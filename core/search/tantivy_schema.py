"""How documents lie in a tantivy index. Change the version with the schema: an index of another
version is not read but rebuilt.
"""

from functools import cache

import tantivy
from tantivy import Filter, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from core.kernel.currencies import CURRENCIES
from core.search.document import SEPARATOR, Document, token

SCHEMA_VERSION = 1
STEMMED, FOLDED, EXACT = "stemmed", "folded", "raw"
LONGEST_WORD = 40
BUYABLE = "~"  # before the code of an option: some variant with the value is in stock


@cache
def schema() -> tantivy.Schema:
    """``shown`` holds what facets are counted from and labeled with; ``facet`` and
    ``combination`` what is filtered by. Fast integers are signed: others are refused.
    """
    builder = SchemaBuilder()
    for name in ("id", "slug", "name"):
        builder.add_text_field(name, stored=True, tokenizer_name=EXACT, index_option="basic")
    for name in ("title", "terms", "synonyms", "body"):
        builder.add_text_field(name, tokenizer_name=STEMMED, index_option="freq")
    for name in ("words", "title_words"):
        builder.add_text_field(name, tokenizer_name=FOLDED, index_option="basic")
    for name in ("sku", "category", "vendor", "currency", "facet", "combination"):
        builder.add_text_field(name, tokenizer_name=EXACT, index_option="basic")
    builder.add_text_field("shown", fast=True, tokenizer_name=EXACT, index_option="basic")
    for name in ("in_stock", "published", "rank", *map(price_field, CURRENCIES)):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


def price_field(currency: str) -> str:
    return f"price_{currency.lower()}"


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


def shown_token(code: str, name: str, value: str, label: str) -> str:
    return SEPARATOR.join((code, name, value, label))


def to_tantivy(document: Document) -> tantivy.Document:
    made = tantivy.Document()
    texts = {
        "id": (str(document.id),),
        "slug": (document.slug,),
        "name": (document.title,),
        "title": (document.title,),
        "title_words": (document.title,),
        "terms": document.terms,
        "synonyms": document.synonyms,
        "body": (document.body,),
        "words": (document.title, *document.terms, *document.synonyms),
        "sku": tuple(sku.casefold() for sku in document.skus),
        "category": tuple(slug for slug, _ in document.categories),
        "vendor": (document.vendor[0],),
        "currency": tuple(document.prices),
        "facet": tuple({token(code, value) for code, _, value in document.facets}),
        "combination": document.combinations,
        "shown": _shown(document),
    }
    for name, values in texts.items():
        for value in values:
            made.add_text(name, value)
    made.add_integer("in_stock", int(document.is_in_stock))
    made.add_integer("published", document.published)
    made.add_integer("rank", document.rank)
    for currency, minor in document.prices.items():
        made.add_integer(price_field(currency), minor)
    return made


def _shown(document: Document) -> tuple[str, ...]:
    slug, name = document.vendor
    return (
        shown_token("vendor", "Workshop", slug, name),
        *(shown_token("category", "Category", of, label) for of, label in document.categories),
        *(shown_token(code, called, v, v) for code, called, v in document.facets),
        *(shown_token(code, called, v, v) for code, called, v in document.options),
        *(shown_token(BUYABLE + code, called, v, v) for code, called, v in document.buyable),
    )
