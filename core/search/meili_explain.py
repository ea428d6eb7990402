"""Why a product stands where it stands, in the words of Meilisearch's own rules."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from core.search.engine import Explained, Reason
from core.search.filters import OneOf
from core.search.meili_search import Asked
from core.search.tuning import Tuning

RULES = {
    "words": "Words found",
    "typo": "Spelling",
    "attribute": "Where the words stand",
    "proximity": "Nearness of the words",
    "exactness": "Exactness",
}


def explained(asked: Asked, tuning: Tuning, ids: Sequence[UUID]) -> Mapping[UUID, Explained]:
    """The server's score from 0 to 1, and how far each of its rules was met."""
    if not ids:
        return {}
    these = OneOf("id", tuple(str(product_id) for product_id in ids))
    one = asked.relaxed().ask(
        these, attributesToRetrieve=["id"], limit=len(ids),
        showRankingScore=True, showRankingScoreDetails=True,
    )  # fmt: skip
    hits = asked.client.search([one])["results"][0]["hits"]
    found = {UUID(hit["id"]): hit for hit in hits}
    return {product_id: _explained(found.get(product_id, {}), tuning, product_id)
            for product_id in ids}  # fmt: skip


def _explained(hit: Mapping[str, Any], tuning: Tuning, product_id: UUID) -> Explained:
    reasons: list[Reason] = []
    if product_id in tuning.pins:
        place = tuning.pins.index(product_id) + 1
        reasons.append(Reason("pin", "Pinned", f"place {place}"))
    times = tuning.boosts.get(product_id, 1)
    if times > 1:
        reasons.append(Reason("boost", "Boosted", f"× {times}"))
    details: Mapping[str, Mapping[str, Any]] = hit.get("_rankingScoreDetails", {})
    reasons += [
        Reason(rule, name, f"{details[rule]['score']:.0%}")
        for rule, name in RULES.items()
        if "score" in details.get(rule, {})
    ]
    return Explained(round(float(hit.get("_rankingScore", 0.0)) * times, 3), tuple(reasons))
