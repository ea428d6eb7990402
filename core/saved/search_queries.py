"""Saved searches and what they were told of."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product
from core.kernel.ids import new_id
from core.saved.models import SavedSearch, SavedSearchMatch


async def insert_search(
    session: AsyncSession, user_id: UUID, name: str, href: str, query: dict[str, Any]
) -> None:
    """The same list of the shop is saved once."""
    await session.exec(
        insert(SavedSearch)
        .values(id=new_id(), user_id=user_id, name=name, href=href, query=query)
        .on_conflict_do_nothing(index_elements=["user_id", "href"])
    )


async def list_searches(session: AsyncSession, user_id: UUID) -> Sequence[SavedSearch]:
    """As many as one may have, newest first."""
    statement = (
        select(SavedSearch)
        .where(col(SavedSearch.user_id) == user_id)
        .order_by(col(SavedSearch.id).desc())
    )
    return (await session.exec(statement)).all()


async def count_searches(session: AsyncSession, user_id: UUID) -> int:
    statement = select(func.count()).where(col(SavedSearch.user_id) == user_id)
    return (await session.exec(statement)).one()


async def find_search(session: AsyncSession, search_id: UUID) -> SavedSearch | None:
    return await session.get(SavedSearch, search_id, populate_existing=True)


async def delete_search(
    session: AsyncSession, search_id: UUID, user_id: UUID | None = None
) -> bool:
    """Of this user, or by a link that proves itself; whether it was there."""
    statement = delete(SavedSearch).where(col(SavedSearch.id) == search_id)
    if user_id is not None:
        statement = statement.where(col(SavedSearch.user_id) == user_id)
    return (await session.exec(statement)).rowcount > 0


async def ids_after(session: AsyncSession, after: UUID | None, *, most: int) -> Sequence[UUID]:
    """A batch of all searches, in the order of their ids."""
    statement = select(SavedSearch.id).order_by(col(SavedSearch.id)).limit(most)
    if after is not None:
        statement = statement.where(col(SavedSearch.id) > after)
    return (await session.exec(statement)).all()


async def claim_matches(
    session: AsyncSession, search_id: UUID, product_ids: Collection[UUID], since: datetime
) -> list[UUID]:
    """Those published after the search was saved and not told of yet; told of from now on. Two
    workers never get the same piece.
    """
    newer = select(Product.id).where(
        col(Product.id).in_(product_ids), col(Product.published_at) > since
    )
    found = (await session.exec(newer.order_by(col(Product.id)))).all()
    if not found:
        return []
    statement = (
        insert(SavedSearchMatch)
        .values([{"search_id": search_id, "product_id": id_} for id_ in found])
        .on_conflict_do_nothing()
        .returning(col(SavedSearchMatch.product_id))
    )
    return list((await session.execute(statement)).scalars())


async def stamp(session: AsyncSession, search_id: UUID) -> None:
    await session.exec(
        update(SavedSearch)
        .where(col(SavedSearch.id) == search_id)
        .values(told_at=func.now())
        .execution_options(synchronize_session=False)
    )
