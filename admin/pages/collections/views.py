from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from core.catalog.guide_queries import CollectionData
from core.ui.format import quantity


@dataclass(frozen=True, slots=True)
class CollectionRow:
    id: str = ""
    slug: str = ""
    title: str = ""
    intro: str = ""
    pieces: str = ""
    place: str = "0"
    is_published: bool = False

    @classmethod
    def of(cls, data: CollectionData) -> Self:
        return cls(
            id=str(data.id),
            slug=data.slug,
            title=data.title,
            intro=data.intro,
            pieces=quantity(data.pieces, "visible piece"),
            place=str(data.position),
            is_published=data.is_published,
        )


def piece_lines(items: Sequence[tuple[object, str, str]]) -> str:
    """One address a line, as they are typed in."""
    return "\n".join(slug for _, slug, _ in items)


def read_lines(text: object) -> list[str]:
    """Addresses from the shop may be pasted whole."""
    lines = (line.strip().rstrip("/") for line in str(text or "").splitlines())
    return [line.rsplit("/", 1)[-1].split("?")[0] for line in lines if line]
