from dataclasses import dataclass
from typing import Self

from core.search.synonyms import Group

PATH = "/search/synonyms"


@dataclass(frozen=True, slots=True)
class GroupRow:
    """``typed`` is the group as it stands in a field; ``place`` its number in the list."""

    place: int = -1
    first: str = ""
    others: str = ""
    typed: str = ""
    way: str = ""
    is_one_way: bool = False

    @classmethod
    def of(cls, place: int, group: Group) -> Self:
        return cls(
            place=place,
            first=group.words[0],
            others=", ".join(group.words[1:]),
            typed=", ".join(group.words),
            way="The first finds the others" if group.is_one_way else "All find each other",
            is_one_way=group.is_one_way,
        )


def group_of(typed: object, is_one_way: object) -> Group:
    words = (word.strip() for word in str(typed or "").replace("\n", ",").split(","))
    return Group(tuple(word for word in words if word), bool(is_one_way))
