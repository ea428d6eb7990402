"""The words that find each other."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Invalid
from core.kernel.principal import Principal
from core.search import queries
from core.search.index_products import request_rebuild
from core.search.models import SynonymGroup

LONGEST_WORD = 80


async def set_synonyms(
    session: AsyncSession, staff: Principal, groups: Sequence[Sequence[str]]
) -> None:
    """Replace all groups; the index is rebuilt with them."""
    staff.require_staff()
    cleaned = [
        list(dict.fromkeys(word.strip() for word in group if word.strip())) for group in groups
    ]
    for group in cleaned:
        if len(group) == 1 or any(len(word) > LONGEST_WORD for word in group):
            raise Invalid(
                f"A group has two or more words of at most {LONGEST_WORD} characters.",
                field="synonyms",
            )
    await queries.delete_synonyms(session)
    session.add_all(
        SynonymGroup(position=place, words=group)
        for place, group in enumerate(cleaned)
        if group
    )
    await session.flush()
    await request_rebuild(session)
