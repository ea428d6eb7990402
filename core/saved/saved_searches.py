"""Searches that go on looking."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import read_session, transaction
from core.events.outbox import emit
from core.kernel.errors import Invalid
from core.kernel.principal import Principal
from core.saved import links, search_queries
from core.saved.errors import NoSuchSearch, TooManySearches
from core.saved.events import SavedSearchMatched
from core.saved.models import MAX_SEARCHES, NAME_LENGTH, SavedSearch
from core.search.engine import SearchQuery, Sort
from core.search.service import search_products

LONGEST_HREF = 1000
MOST_A_DAY = 100
PAGE_FIELDS = {"number", "size", "sort"}


async def save_search(
    session: AsyncSession, caller: Principal, name: str, href: str, query: SearchQuery
) -> None:
    """Keep a list of the shop, by its address; saving it twice is saving it once."""
    user_id = caller.require_user()
    shown = " ".join(name.split())[:NAME_LENGTH] or "All pieces"
    if not href.startswith("/") or href.startswith("//") or len(href) > LONGEST_HREF:
        raise Invalid("This search is too long to be saved. Use fewer filters.")
    if await search_queries.count_searches(session, user_id) >= MAX_SEARCHES:
        raise TooManySearches
    await search_queries.insert_search(session, user_id, shown, href, _written(query))


async def list_searches(session: AsyncSession, caller: Principal) -> Sequence[SavedSearch]:
    return await search_queries.list_searches(session, caller.require_user())


async def end_search(session: AsyncSession, caller: Principal, search_id: UUID) -> None:
    if not await search_queries.delete_search(session, search_id, caller.require_user()):
        raise NoSuchSearch


async def end_search_by_link(session: AsyncSession, token: str) -> None:
    """Without signing in; pressing the link again does no harm."""
    search_id = links.read_token(links.END_SEARCH, token)
    if search_id is None:
        raise NoSuchSearch
    await search_queries.delete_search(session, search_id)


async def look_for_matches(search_id: UUID) -> int:
    """Tell of what was published since the search was saved; how many pieces are new. Searches
    between transactions: the index needs none.
    """
    async with read_session() as session:
        search = await search_queries.find_search(session, search_id)
    if search is None:
        return 0
    query = replace(_read(search.query), sort=Sort.NEWEST, number=1, size=MOST_A_DAY)
    results = await search_products(query)
    if not results.ids or results.is_relaxed:
        return 0
    async with transaction() as session:
        new = await search_queries.claim_matches(
            session, search.id, results.ids, search.created_at
        )
        if new:
            await search_queries.stamp(session, search.id)
            ordered = [id_ for id_ in results.ids if id_ in set(new)]
            await emit(session, SavedSearchMatched(search_id=search.id, product_ids=ordered))
    return len(new)


def _written(query: SearchQuery) -> dict[str, Any]:
    """The fields that say something, as JSON."""
    default = asdict(SearchQuery())
    return {
        name: value
        for name, value in asdict(query).items()
        if name not in PAGE_FIELDS and (value != default[name] or name == "currency")
    }


def _read(written: Mapping[str, Any]) -> SearchQuery:
    """Fields that a later version no longer knows are left out; lists become tuples again."""
    known = {field.name for field in fields(SearchQuery)} - PAGE_FIELDS
    given = {name: _frozen(value) for name, value in written.items() if name in known}
    if "facets" in given:
        given["facets"] = {code: tuple(v) for code, v in dict(given["facets"]).items()}
    return SearchQuery(**given)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
