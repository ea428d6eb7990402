"""The words that find each other."""

from collections.abc import Iterable, Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.errors import Invalid
from core.kernel.principal import Principal
from core.search import queries
from core.search.index_products import request_learning
from core.search.models import SynonymGroup
from core.search.synonyms import Group, folded

LONGEST_WORD, MOST_WORDS, MOST_GROUPS = 80, 30, 1000


async def set_synonyms(
    session: AsyncSession, staff: Principal, groups: Sequence[Group]
) -> None:
    """Replace all groups. They hold within a second or two."""
    staff.require_staff()
    cleaned = [group for group in map(clean, groups) if group.words]
    if len(cleaned) > MOST_GROUPS:
        raise Invalid(f"There can be at most {MOST_GROUPS} groups.", field="synonyms")
    before = (await queries.list_synonyms(session)).groups
    await queries.delete_synonyms(session)
    session.add_all(
        SynonymGroup(position=place, words=list(group.words), is_one_way=group.is_one_way)
        for place, group in enumerate(cleaned)
    )
    await session.flush()
    await audit.record(
        session,
        staff,
        "search.synonyms_set",
        "synonyms",
        "all",
        f"Set {len(cleaned)} groups of synonyms",
        added=_written(set(cleaned) - set(before)),
        removed=_written(set(before) - set(cleaned)),
    )
    await request_learning(session)


def clean(group: Group) -> Group:
    """Without blanks and repetitions; empty when nothing is left."""
    words = dict.fromkeys(" ".join(word.split()).casefold() for word in group.words)
    kept = tuple(word for word in words if folded(word))
    if len(kept) == 1 or any(len(word) > LONGEST_WORD for word in kept):
        raise Invalid(
            f"A group has two or more words of at most {LONGEST_WORD} characters.",
            field="synonyms",
        )
    if len(kept) > MOST_WORDS:
        raise Invalid(f"A group has at most {MOST_WORDS} words.", field="synonyms")
    return Group(kept, group.is_one_way)


def _written(groups: Iterable[Group]) -> list[str]:
    return sorted(str(group) for group in groups)
