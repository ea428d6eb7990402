"""What must always add up, asked of the rows themselves: ``core/**/invariants/*.sql``.

Each file names rows that contradict its first line. ``:since`` limits it to what was touched
lately, so that the job stays cheap in a large shop; ``:is_full`` looks at everything.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from time import perf_counter

from sqlmodel.ext.asyncio.session import AsyncSession

import core
from core.reporting.sql import rows

MOST_NAMED = 5
EVER = datetime(1970, 1, 1, tzinfo=UTC)
READ_TABLE = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)", re.IGNORECASE)
FIRST_LINE = re.compile(
    r"-- (?P<codes>(?:[A-Z]{2}\d+ )*)(?P<name>[a-z][a-z0-9_]*): (?P<sentence>.+\.)"
)


class UnreadableProof(Exception):
    """The first line of an invariant's file is not ``-- CODES name: Sentence.``"""


@dataclass(frozen=True, slots=True)
class Proof:
    """``sql`` selects the ids of rows that contradict ``sentence``. ``codes`` are the numbers
    of the design's invariants that it covers, ``area`` is the package that owns the tables.
    """

    name: str
    sentence: str
    sql: str
    area: str = ""
    codes: tuple[str, ...] = ()

    @property
    def tables(self) -> frozenset[str]:
        """What it reads, and parts of its own statement: only a change of these can break
        it.
        """
        return frozenset(READ_TABLE.findall(self.sql))

    @classmethod
    def read(cls, file: Path) -> "Proof":
        first, _, rest = file.read_text(encoding="utf-8").partition("\n")
        found = FIRST_LINE.fullmatch(first)
        if found is None or found["name"] != file.stem:
            raise UnreadableProof(f"{file}: {first}")
        lines = [line for line in rest.splitlines() if not line.lstrip().startswith("--")]
        area = file.parents[1].relative_to(_root()).as_posix()
        sql = "\n".join(lines).strip().rstrip(";")
        return cls(found["name"], found["sentence"], sql, area, tuple(found["codes"].split()))


@dataclass(frozen=True, slots=True)
class Contradiction:
    proof: Proof
    count: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.proof.name}: {self.count} not so, e.g. {', '.join(self.examples)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one proof found: ``broken`` is None when it holds."""

    proof: Proof
    took_ms: float
    broken: Contradiction | None = None


class BooksDoNotAdd(Exception):
    def __init__(self, contradictions: Sequence[Contradiction]) -> None:
        self.contradictions = tuple(contradictions)
        super().__init__("; ".join(map(str, contradictions)))


@cache
def proofs() -> tuple[Proof, ...]:
    """Every invariant that is written down, by package and name."""
    files = sorted(_root().glob("**/invariants/*.sql"))
    return tuple(Proof.read(file) for file in files)


def _root() -> Path:
    return Path(core.__path__[0])


_NAMED = "SELECT id::text, count(*) OVER () FROM ({sql}) AS broken (id) LIMIT {limit}"


async def ask(
    session: AsyncSession, asked: Sequence[Proof], *, since: datetime | None = None
) -> list[Answer]:
    """What each of ``asked`` finds, of what was touched ``since`` or of everything.

    One snapshot: the caller's transaction should be REPEATABLE READ on a busy shop.
    """
    answers: list[Answer] = []
    for proof in asked:
        named = _NAMED.format(sql=proof.sql, limit=MOST_NAMED)
        start = perf_counter()
        broken = await rows(session, named, since=since or EVER, is_full=since is None)
        took_ms = 1000 * (perf_counter() - start)
        found = None
        if broken:
            examples = tuple(str(row["id"]) for row in broken)
            found = Contradiction(proof, int(broken[0]["count"]), examples)
        answers.append(Answer(proof, took_ms, found))
    return answers


_EACH = "SELECT '{name}' AS name, id::text FROM ({sql}) AS broken (id)"


async def contradictions(
    session: AsyncSession,
    *,
    since: datetime | None = None,
    asked: Sequence[Proof] | None = None,
) -> list[Contradiction]:
    """Every proof that does not hold. All are one statement: a round trip, and one snapshot
    at any isolation.
    """
    asked = proofs() if asked is None else asked
    if not asked:
        return []
    each = "\nUNION ALL\n".join(_EACH.format(name=one.name, sql=one.sql) for one in asked)
    broken = await rows(
        session,
        f"SELECT name, count(*), (array_agg(id))[1\\:{MOST_NAMED}] AS ids "  # noqa: S608  files
        f"FROM ({each}) AS each GROUP BY name",
        since=since or EVER,
        is_full=since is None,
    )
    found = {row["name"]: row for row in broken}
    return [
        Contradiction(one, int(found[one.name]["count"]), tuple(found[one.name]["ids"]))
        for one in asked
        if one.name in found
    ]


async def prove(session: AsyncSession, *, since: datetime | None = None) -> None:
    """Raise ``BooksDoNotAdd`` unless everything adds up."""
    if found := await contradictions(session, since=since):
        raise BooksDoNotAdd(found)
