"""What operators set beside the documents: synonyms, pins and boosts. It holds at once, without
indexing anything anew, and a draft of it can be tried.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from core.search.models import RuleKind
from core.search.synonyms import Synonyms

MOST_PINS = 10


@dataclass(frozen=True, slots=True)
class Rule:
    """``text`` is a query as ``normal`` writes it."""

    text: str
    product_id: UUID
    kind: RuleKind
    strength: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        is_begun = self.starts_at is None or self.starts_at <= now
        return is_begun and (self.ends_at is None or now < self.ends_at)


@dataclass(frozen=True, slots=True)
class Tuning:
    """For one query: what its words also mean, which products stand first in this order, and
    by how many times others get more points.
    """

    synonyms: Synonyms = field(default_factory=Synonyms)
    pins: tuple[UUID, ...] = ()
    boosts: Mapping[UUID, int] = field(default_factory=dict)


UNTUNED = Tuning()


def tuning_of(text: str, now: datetime, synonyms: Synonyms, rules: Sequence[Rule]) -> Tuning:
    """``text`` is a query as ``normal`` writes it; rules of other queries do not matter."""
    own = [rule for rule in rules if text and rule.text == text and rule.holds(now)]
    pins = sorted((rule for rule in own if rule.kind is RuleKind.PIN), key=lambda r: r.strength)
    boosts = {r.product_id: r.strength for r in own if r.kind is RuleKind.BOOST}
    return Tuning(synonyms, tuple(pin.product_id for pin in pins[:MOST_PINS]), boosts)
