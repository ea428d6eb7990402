from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from core.search.preview import PreviewHit

PATH = "/search/preview"


@dataclass(frozen=True, slots=True)
class HitRow:
    """``moved`` says how it stands to the other side; ``reasons`` what gave it its points."""

    place: str = ""
    title: str = ""
    href: str = ""
    slug: str = ""
    score: str = ""
    reasons: list[str] = field(default_factory=list[str])
    moved: str = ""
    tone: str = "neutral"

    @classmethod
    def of(cls, place: int, hit: PreviewHit, before: Sequence[PreviewHit]) -> Self:
        moved, tone = _moved(place, hit, before)
        return cls(
            place=str(place + 1),
            title=hit.title,
            href=f"/products/{hit.id}",
            slug=hit.slug,
            score=f"{hit.explained.score:g}",
            reasons=[f"{reason.name} {reason.amount}" for reason in hit.explained.reasons],
            moved=moved,
            tone=tone,
        )


def rows_of(hits: Sequence[PreviewHit], before: Sequence[PreviewHit]) -> list[HitRow]:
    return [HitRow.of(place, hit, before) for place, hit in enumerate(hits)]


def _moved(place: int, hit: PreviewHit, before: Sequence[PreviewHit]) -> tuple[str, str]:
    places = [other.id for other in before]
    if hit.id not in places:
        return "New", "info"
    steps = places.index(hit.id) - place
    if steps > 0:
        return f"Up {steps}", "success"
    return (f"Down {-steps}", "attention") if steps else ("", "neutral")
