"""How services have been doing lately, over all processes. Kept in Valkey, by the minute: it
may be lost, and never delays or fails a call.
"""

import asyncio
import os
from dataclasses import dataclass

from redis.exceptions import RedisError

from core.db.cache import cache
from core.kernel.clock import utc_now
from core.outbound.breaker import BreakerState
from core.outbound.line import Call, Outcome

KEPT_SECONDS = 2 * 60 * 60
BREAKER_SECONDS = 60  # a state nobody has confirmed for so long is not news
LIMIT = 0.2
BOUNDS = (100, 250, 500, 1000, 2500, 5000)


@dataclass(frozen=True, slots=True)
class Health:
    """Of the last ``minutes``. Times are upper bounds in milliseconds, 0 without calls."""

    minutes: int
    calls: int
    done: int
    refused: int
    unavailable: int
    unknown: int
    mean_ms: int
    p95_ms: int
    breaker: BreakerState

    @property
    def success_bps(self) -> int:
        """Answered calls in ten-thousandths of all; a definite no is an answer."""
        return (self.done + self.refused) * 10_000 // self.calls if self.calls else 10_000


async def record(call: Call) -> None:
    """A listener of ``core.outbound.line``."""
    minute = int(utc_now().timestamp()) // 60
    key, millis = f"outbound:{call.service}:{minute}", round(call.seconds * 1000)
    bound = next((limit for limit in BOUNDS if millis <= limit), BOUNDS[-1] * 2)
    try:
        async with asyncio.timeout(LIMIT), cache().pipeline(transaction=False) as pipe:
            pipe.hincrby(key, call.outcome, 1)
            pipe.hincrby(key, "ms", millis)
            pipe.hincrby(key, f"le:{bound}", 1)
            pipe.expire(key, KEPT_SECONDS)
            said = f"{call.breaker}:{int(utc_now().timestamp())}"
            pipe.hset(_breakers(call.service), str(os.getpid()), said)
            pipe.expire(_breakers(call.service), BREAKER_SECONDS)
            await pipe.execute()
    except (RedisError, RuntimeError, TimeoutError, OSError):
        return


async def health_of(service: str, *, minutes: int = 60) -> Health:
    now = int(utc_now().timestamp()) // 60
    async with cache().pipeline(transaction=False) as pipe:
        for minute in range(now - minutes + 1, now + 1):
            pipe.hgetall(f"outbound:{service}:{minute}")
        rows = await pipe.execute()
    sums: dict[str, int] = {}
    for row in rows:
        for name, count in row.items():
            sums[name] = sums.get(name, 0) + int(count)
    counts = {outcome: sums.get(outcome.value, 0) for outcome in Outcome}
    calls = sum(counts.values())
    return Health(
        minutes=minutes,
        calls=calls,
        done=counts[Outcome.DONE],
        refused=counts[Outcome.REFUSED],
        unavailable=counts[Outcome.UNAVAILABLE],
        unknown=counts[Outcome.UNKNOWN],
        mean_ms=sums.get("ms", 0) // calls if calls else 0,
        p95_ms=_p95(sums, calls),
        breaker=await worst_breaker(service),
    )


async def worst_breaker(service: str) -> BreakerState:
    """What the processes said of it within the last minute; the worst counts."""
    oldest = utc_now().timestamp() - BREAKER_SECONDS
    async with cache().pipeline(transaction=False) as pipe:
        pipe.hgetall(_breakers(service))
        (rows,) = await pipe.execute()
    split = [said.rpartition(":") for said in rows.values()]
    said = {state for state, _, at in split if float(at) >= oldest}
    worst = (BreakerState.OPEN, BreakerState.HALF_OPEN, BreakerState.CLOSED)
    return next((state for state in worst if state.value in said), BreakerState.CLOSED)


def _breakers(service: str) -> str:
    return f"outbound:{service}:breakers"


def _p95(sums: dict[str, int], calls: int) -> int:
    seen = 0
    for bound in (*BOUNDS, BOUNDS[-1] * 2):
        seen += sums.get(f"le:{bound}", 0)
        if calls and seen * 100 >= calls * 95:
            return bound
    return 0
