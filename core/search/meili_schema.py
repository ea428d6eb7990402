"""How documents lie in a Meilisearch index. Change the version with the documents or settings:
the name of the index carries it, so that an index of another version is not read but rebuilt.
"""

import json
from collections.abc import Mapping
from typing import Any

from core.kernel.currencies import CURRENCIES
from core.search.document import Document
from core.search.filters import (
    AllOf,
    AnyOf,
    Between,
    OneOf,
    Where,
    lowest_field,
    prices_field,
)
from core.search.ranking import RATING_SCALE
from core.search.spelling import ONE_TYPO_FROM, TWO_TYPOS_FROM
from core.search.synonyms import Synonyms
from core.search.tantivy_schema import CHOSEN, shown_by, shown_field, shown_in
from core.search.variants import token
from core.search.words import STOP_WORDS

SCHEMA_VERSION = 2
MOST_HITS, MOST_TOKENS = 1_000_000, 20_000
SHOWN = ("shown", *map(shown_field, CURRENCIES))
PRICES = (*map(lowest_field, CURRENCIES), *map(prices_field, CURRENCIES))
NUMBERS = ("published", "rank", "rating", "facts", "dispatch_days")


def settings_of(synonyms: Synonyms) -> dict[str, Any]:
    return {
        "displayedAttributes": ["id", "slug", "title", "terms"],
        "searchableAttributes": ["title", "skus", "terms", "body"],
        "filterableAttributes": ["id", *CHOSEN, *SHOWN, *PRICES],
        "sortableAttributes": [*NUMBERS, *map(lowest_field, CURRENCIES)],
        # An order that was chosen comes before everything, merits come after the words.
        "rankingRules": [
            "sort", "words", "typo", "attribute", "proximity", "exactness", "rank:desc",
        ],
        "stopWords": sorted(STOP_WORDS),
        "synonyms": synonyms.as_settings(),
        "typoTolerance": {
            "enabled": True,
            "minWordSizeForTypos": {"oneTypo": ONE_TYPO_FROM, "twoTypos": TWO_TYPOS_FROM},
            "disableOnAttributes": ["skus"],
        },
        "faceting": {"maxValuesPerFacet": MOST_TOKENS},
        "pagination": {"maxTotalHits": MOST_HITS},
    }  # fmt: skip


def to_meili(document: Document) -> dict[str, Any]:
    merits, offers = document.merits, document.offers
    made: dict[str, Any] = {
        "id": str(document.id),
        "slug": document.slug,
        "title": document.title,
        "terms": list(document.terms),
        "body": document.body,
        "skus": list(document.skus),
        "category": [slug for slug, _ in document.categories],
        "vendor": document.vendor[0],
        "currency": list(offers),
        "facet": sorted({token(code, value) for code, _, value in document.facets}),
        "variants": [key for offer in offers.values() for key in offer.keys],
        "steps": [step for offer in offers.values() for step in offer.steps],
        "one_price": [code for code, offer in offers.items() if offer.has_one_price],
        "ships": list(document.ships),
        "shown": list(shown_by(document)),
        "published": merits.published,
        "rank": merits.rank,
        "rating": round(merits.rating * RATING_SCALE),
        "facts": merits.facts,
        "dispatch_days": document.dispatch_days,
    }
    for currency, offer in offers.items():
        made[shown_field(currency)] = list(shown_in(offer))
        made[lowest_field(currency)] = offer.lowest
        made[prices_field(currency)] = list(offer.prices)
    return made


def written(where: Where) -> str:
    """A condition in Meilisearch's language."""
    match where:
        case OneOf(field, values) if len(values) == 1:
            return f"{field} = {_quoted(values[0])}"
        case OneOf(field, values):
            return f"{field} IN [{', '.join(map(_quoted, values))}]"
        case Between(field, low, high):
            return _range(field, low, high)
        case AllOf(parts):
            return " AND ".join(f"({written(part)})" for part in parts)
        case AnyOf(parts):
            return " OR ".join(f"({written(part)})" for part in parts)


def _range(field: str, low: int | None, high: int | None) -> str:
    # One condition, so that of several numbers one has to hold both ends.
    if low is not None and high is not None:
        return f"{field} {low} TO {high}"
    if low is not None:
        return f"{field} >= {low}"
    return f"{field} <= {high}" if high is not None else f"{field} EXISTS"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def number_of(stats: Mapping[str, Any], field: str) -> tuple[int, int] | None:
    """The lowest and the highest number of a field."""
    found = stats.get(field)
    return (int(found["min"]), int(found["max"])) if found else None
