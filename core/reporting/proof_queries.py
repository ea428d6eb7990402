"""Reads and writes of what the proofs found."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.reporting.proof_models import ProofResult, ProofRun


async def keep_results(session: AsyncSession, results: Sequence[ProofResult]) -> None:
    """One row a proof and scope. ``broken_since`` stays from the first look that failed."""
    if not results:
        return
    new = insert(ProofResult)
    told = new.excluded
    kept = func.coalesce(ProofResult.broken_since, told.broken_since)
    await session.execute(
        new.on_conflict_do_update(
            index_elements=["name", "is_full"],
            set_={
                "ran_at": told.ran_at,
                "took_ms": told.took_ms,
                "violations": told.violations,
                "examples": told.examples,
                "broken_since": case((told.violations > 0, kept), else_=None),
            },
        ),
        [result.model_dump() for result in results],
    )


async def list_results(session: AsyncSession) -> Sequence[ProofResult]:
    return (await session.exec(select(ProofResult))).all()


async def count_broken(session: AsyncSession, names: Sequence[str]) -> int:
    """Proofs that did not hold when they were last asked, of those that still exist."""
    found = select(func.count(func.distinct(ProofResult.name))).where(
        col(ProofResult.violations) > 0, col(ProofResult.name).in_(names)
    )
    return (await session.exec(found)).one()


async def last_runs(session: AsyncSession, *, limit: int) -> Sequence[ProofRun]:
    newest = select(ProofRun).order_by(col(ProofRun.created_at).desc()).limit(limit)
    return (await session.exec(newest)).all()


async def find_last_run(session: AsyncSession, *, is_full: bool) -> ProofRun | None:
    newest = (
        select(ProofRun)
        .where(ProofRun.is_full == is_full)
        .order_by(col(ProofRun.created_at).desc())
    )
    return (await session.exec(newest.limit(1))).first()


async def delete_runs(session: AsyncSession, before: datetime) -> None:
    await session.exec(delete(ProofRun).where(col(ProofRun.created_at) < before))
