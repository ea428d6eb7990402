"""What decides the order of pieces, all of it, in one place: the engines rank by these numbers
and the shop states them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

DAY = 86_400
AVAILABLE_FIRST = 10**11  # far more seconds than any date has

# Points of a word, by where it stands.
FIELD_WEIGHTS = {"title": 6.0, "terms": 3.0, "body": 1.0}
SKU_WEIGHT = 50.0
SYNONYM_SHARE = 0.4
# What the points of the words are multiplied by.
AVAILABLE_SHARE, RATING_SHARE, FACTS_SHARE = 0.25, 0.15, 0.10
# How many days newer a piece counts.
RATING_DAYS, FACTS_DAYS = 60, 30

PRIOR_RATING, PRIOR_COUNT, BEST_RATING = 3.5, 8, 5.0
ALL_FACTS = 10  # so many verified facts are everything
RATING_SCALE = 10_000


class Place(StrEnum):
    """Where a factor counts: in searches with words, or in lists without them."""

    WORDS = "words"
    LISTS = "lists"


@dataclass(frozen=True, slots=True)
class Factor:
    """``weight`` in ``unit``: points of a word, percent of its points, or days of newness."""

    code: str
    name: str
    place: Place
    weight: float
    unit: str
    sentence: str


FACTORS = (
    Factor("sku", "Article number", Place.WORDS, SKU_WEIGHT, "points",
           "An article number finds exactly its piece, before everything else."),
    Factor("title", "Words in the title", Place.WORDS, FIELD_WEIGHTS["title"], "points",
           "A word in the title counts most; a rare word counts more than a common one."),
    Factor("terms", "Words in the facts", Place.WORDS, FIELD_WEIGHTS["terms"], "points",
           "Material, technique, category, options, tags and the workshop's name."),
    Factor("body", "Words in the description", Place.WORDS, FIELD_WEIGHTS["body"], "points",
           "A word that only the description has counts least."),
    Factor("synonyms", "Synonyms", Place.WORDS, SYNONYM_SHARE * 100, "percent",
           "A word that means the same counts this much of the word itself."),
    Factor("available", "Can be bought now", Place.WORDS, AVAILABLE_SHARE * 100, "percent",
           "Pieces in stock or made to order get more of their points."),
    Factor("rating", "Rating", Place.WORDS, RATING_SHARE * 100, "percent",
           "Five stars of many buyers add this much; few ratings move little, bad ones take "
           "away."),
    Factor("facts", "Verified facts", Place.WORDS, FACTS_SHARE * 100, "percent",
           "Ten impact facts with verified evidence add this much; statements count half."),
    Factor("available", "Can be bought now", Place.LISTS, 1, "first",
           "Without words, what can be bought now stands before everything that is sold out."),
    Factor("newness", "Newness", Place.LISTS, 1, "days",
           "Then what was published last comes first."),
    Factor("rating", "Rating", Place.LISTS, RATING_DAYS, "days",
           "A piece with five stars of many buyers counts as this many days newer."),
    Factor("facts", "Verified facts", Place.LISTS, FACTS_DAYS, "days",
           "A piece whose facts are all verified counts as this many days newer."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Merits:
    """What of a piece counts beside words. ``goodness`` is 0 without ratings and 1 at best."""

    published: int
    is_in_stock: bool
    rating: float
    facts: int

    @property
    def goodness(self) -> float:
        return (self.rating - PRIOR_RATING) / (BEST_RATING - PRIOR_RATING)

    @property
    def rank(self) -> int:
        """The recommended order without words, in seconds."""
        days = RATING_DAYS * self.goodness + FACTS_DAYS * self.facts / 100
        first = AVAILABLE_FIRST if self.is_in_stock else 0
        return first + self.published + int(days * DAY)

    @property
    def quality(self) -> float:
        """What the points of the words are multiplied by."""
        return sum(share for _, share in self.shares()) + 1

    def shares(self) -> tuple[tuple[str, float], ...]:
        return (
            ("available", AVAILABLE_SHARE if self.is_in_stock else 0.0),
            ("rating", RATING_SHARE * self.goodness),
            ("facts", FACTS_SHARE * self.facts / 100),
        )


def weighed_rating(count: int, total: int) -> float:
    """The mean of the ratings and of a handful of middling ones, so that one buyer's five stars
    do not beat a hundred buyers' four and a half.
    """
    return (total + PRIOR_RATING * PRIOR_COUNT) / (count + PRIOR_COUNT)


def fact_score(impact: Iterable[Mapping[str, Any]]) -> int:
    """0 to 100: a verified fact counts whole, a statement half, a missing one nothing."""
    worth = {"verified": 1.0, "statement": 0.5}
    stated = sum(worth.get(str(fact.get("evidence")), 0.0) for fact in impact)
    return round(100 * min(1.0, stated / ALL_FACTS))
