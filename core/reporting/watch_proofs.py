"""Ask every proof, keep what was found, and tell operators who look."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.events.outbox import emit
from core.jobs.enqueue import enqueue
from core.kernel.clock import utc_now
from core.kernel.principal import Principal
from core.reporting import proof_queries
from core.reporting.events import BooksContradicted
from core.reporting.proof_models import ProofResult, ProofRun
from core.reporting.proofs import Answer, BooksDoNotAdd, Proof, ask, proofs

log = logging.getLogger(__name__)
RECENT = timedelta(days=2)
RUNS_KEPT = timedelta(days=30)
RUNS_SHOWN = 12
PROVE_ALL = "reporting.prove_everything"
SNAPSHOT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


@dataclass(frozen=True, slots=True)
class Watched:
    """A proof, and what it found in what was touched lately and in everything."""

    proof: Proof
    recent: ProofResult | None = None
    full: ProofResult | None = None

    @property
    def is_broken(self) -> bool:
        return any(found is not None and found.violations for found in (self.recent, self.full))


async def look(*, is_full: bool) -> list[Answer]:
    """One snapshot for all proofs: what commits between two of them is in neither."""
    async with transaction() as session:
        connection = await session.connection()
        await connection.execute(SNAPSHOT)
        return await ask(session, proofs(), since=None if is_full else utc_now() - RECENT)


async def watch(*, is_full: bool) -> None:
    """Raises ``BooksDoNotAdd`` after it was kept, so that the job fails where people look."""
    answers = await look(is_full=is_full)
    broken = [answer.broken for answer in answers if answer.broken]
    took_ms = round(sum(answer.took_ms for answer in answers))
    async with transaction() as session:
        await _keep(session, answers, took_ms, is_full=is_full)
        if broken:
            await emit(session, BooksContradicted(findings=[str(item) for item in broken]))
    scope = "everything" if is_full else "what moved lately"
    log.info(
        "Proofs of %s: %s checked, %s violated, %s ms",
        scope, len(answers), len(broken), took_ms,
    )  # fmt: skip
    for contradiction in broken:
        log.error("The books do not add up: %s", contradiction)
    if broken:
        raise BooksDoNotAdd(broken)


async def _keep(
    session: AsyncSession, answers: Sequence[Answer], took_ms: int, *, is_full: bool
) -> None:
    now = utc_now()
    violated = sum(answer.broken is not None for answer in answers)
    session.add(
        ProofRun(is_full=is_full, checked=len(answers), violated=violated, took_ms=took_ms)
    )
    found = [_result(answer, now, is_full=is_full) for answer in answers]
    await proof_queries.keep_results(session, found)
    if is_full:
        await proof_queries.delete_runs(session, now - RUNS_KEPT)


def _result(answer: Answer, now: datetime, *, is_full: bool) -> ProofResult:
    broken = answer.broken
    return ProofResult(
        name=answer.proof.name,
        is_full=is_full,
        ran_at=now,
        took_ms=round(answer.took_ms),
        violations=broken.count if broken else 0,
        examples=list(broken.examples) if broken else [],
        broken_since=now if broken else None,
    )


async def watched(session: AsyncSession, caller: Principal) -> list[Watched]:
    """Every proof with what it last found, broken ones first."""
    caller.require_staff()
    results = {
        (result.name, result.is_full): result
        for result in await proof_queries.list_results(session)
    }
    found = [
        Watched(proof, results.get((proof.name, False)), results.get((proof.name, True)))
        for proof in proofs()
    ]
    return sorted(found, key=lambda one: not one.is_broken)


async def last_runs(session: AsyncSession, caller: Principal) -> Sequence[ProofRun]:
    caller.require_staff()
    return await proof_queries.last_runs(session, limit=RUNS_SHOWN)


async def broken_now(session: AsyncSession, caller: Principal) -> int:
    """How many proofs do not hold, for the alert on every page."""
    caller.require_staff()
    return await proof_queries.count_broken(session, [proof.name for proof in proofs()])


async def ask_everything(session: AsyncSession, caller: Principal) -> None:
    """Have a job look at everything now, e.g. after something was put right."""
    caller.require_staff()
    await enqueue(session, PROVE_ALL, unique=PROVE_ALL)
