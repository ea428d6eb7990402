from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from core.catalog.category_queries import CategoryRow as CategoryFacts
from core.ui.format import quantity

STEP = "— "


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category where it stands in the tree; ``parent_id`` is "" for a department."""

    id: str = ""
    name: str = ""
    slug: str = ""
    intro: str = ""
    parent_id: str = ""
    depth: int = 0
    products: str = ""
    place: str = ""
    is_first: bool = True
    is_last: bool = True
    is_empty: bool = False

    @classmethod
    def of(cls, facts: CategoryFacts) -> Self:
        category = facts.category
        return cls(
            id=str(category.id),
            name=category.name,
            slug=category.slug,
            intro=category.intro,
            parent_id=str(category.parent_id or ""),
            depth=facts.depth,
            products=quantity(facts.products, "product"),
            place=f"{facts.depth * 1.5}rem",
            is_first=facts.is_first,
            is_last=facts.is_last,
            is_empty=not facts.products and not facts.children,
        )


def parent_options(rows: Sequence[CategoryRow]) -> list[tuple[str, str]]:
    """Every place a category can be put; the core refuses the ones that make a circle."""
    return [
        ("", "At the top, as a department"),
        *((row.id, STEP * row.depth + row.name) for row in rows),
    ]


def swapped(rows: Sequence[CategoryRow], moved: CategoryRow, step: int) -> list[str]:
    """The ids of the level of ``moved`` with it one place up (-1) or down (1)."""
    level = [row.id for row in rows if row.parent_id == moved.parent_id]
    here = level.index(moved.id)
    there = min(max(here + step, 0), len(level) - 1)
    level[here], level[there] = level[there], level[here]
    return level
