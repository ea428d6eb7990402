"""The list of what the index still has to hear, and the locks around its writer."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import delete, func, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.search.models import PendingProduct, SearchRule, SynonymGroup
from core.search.synonyms import Group, Synonyms
from core.search.tuning import Rule

WRITER = 4_201_801
BARRIER = 4_201_802
MANY = 2000  # ids in one statement


async def add_pending(session: AsyncSession, product_ids: Collection[UUID]) -> None:
    """Remember that the products changed.

    The shared lock is the other half of ``wait_for_pending``: an indexer that starts now sees
    what this transaction adds, or is enqueued after it.
    """
    await session.execute(select(func.pg_advisory_xact_lock_shared(BARRIER)))
    ordered = sorted(product_ids)  # one order everywhere: no deadlocks
    for start in range(0, len(ordered), MANY):
        rows = [{"product_id": product_id} for product_id in ordered[start : start + MANY]]
        statement = insert(PendingProduct).values(rows)
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=["product_id"],
                set_={"version": col(PendingProduct.version) + 1},
            )
        )


async def wait_for_pending(session: AsyncSession) -> None:
    """Until every transaction that is adding products has ended."""
    await session.execute(select(func.pg_advisory_xact_lock(BARRIER)))


async def lock_writer(session: AsyncSession) -> None:
    """Until the end of the transaction nobody else writes to the index."""
    await session.execute(select(func.pg_advisory_xact_lock(WRITER)))


async def list_pending(session: AsyncSession, most: int) -> dict[UUID, int]:
    statement = (
        select(PendingProduct.product_id, PendingProduct.version)
        .order_by(col(PendingProduct.product_id))
        .limit(most)
    )
    return dict((await session.exec(statement)).all())


async def remove_pending(session: AsyncSession, seen: Mapping[UUID, int]) -> None:
    """Only what did not change again since it was read."""
    key = tuple_(col(PendingProduct.product_id), col(PendingProduct.version))
    await session.execute(delete(PendingProduct).where(key.in_(list(seen.items()))))


async def has_pending(session: AsyncSession) -> bool:
    return bool(await session.scalar(select(select(PendingProduct).exists())))


async def list_synonyms(session: AsyncSession) -> Synonyms:
    statement = select(SynonymGroup).order_by(col(SynonymGroup.position))
    return Synonyms(
        Group(tuple(row.words), row.is_one_way) for row in await session.exec(statement)
    )


async def delete_synonyms(session: AsyncSession) -> None:
    await session.execute(delete(SynonymGroup))


async def list_rules(session: AsyncSession) -> list[Rule]:
    """All of them, whatever their dates: there are few."""
    statement = select(SearchRule).order_by(col(SearchRule.text), col(SearchRule.strength))
    return [rule_of(row) for row in await session.exec(statement)]


async def find_rule(session: AsyncSession, text: str, product_id: UUID) -> SearchRule | None:
    statement = select(SearchRule).where(
        col(SearchRule.text) == text, col(SearchRule.product_id) == product_id
    )
    return (await session.exec(statement)).one_or_none()


def rule_of(row: SearchRule) -> Rule:
    return Rule(row.text, row.product_id, row.kind, row.strength, row.starts_at, row.ends_at)
