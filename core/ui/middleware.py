"""Stands before every event: drops what no page of ours sends, and slows down who sends too
much.
"""

import json
import time
from collections import OrderedDict
from dataclasses import dataclass

import reflex as rx
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event

LARGEST_PAYLOAD = 256 * 1024
BURST = 60
PER_SECOND = 20
REMEMBERED = 10_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class RateLimit:
    """A bucket of ``burst`` events per key that refills with ``per_second``; forgets the keys
    that have been quiet for longest.
    """

    def __init__(self, burst: int = BURST, per_second: float = PER_SECOND) -> None:
        self._burst, self._per_second = burst, per_second
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, key: str, now: float | None = None) -> bool:
        at = time.monotonic() if now is None else now
        bucket = self._buckets.pop(key, None) or _Bucket(self._burst, at)
        bucket.tokens = min(self._burst, bucket.tokens + (at - bucket.at) * self._per_second)
        bucket.at = at
        self._buckets[key] = bucket
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True


class Guard(rx.Middleware):
    """An empty update ends an event without running its handler.

    The limit is per process and per tab: one tab stays on one process.
    """

    def __init__(self) -> None:
        self._limit = RateLimit()

    async def preprocess(
        self,
        app: rx.App,  # noqa: ARG002  passed by name
        state: BaseState,
        event: Event,
    ) -> StateUpdate | None:
        if event.name.endswith(".setvar") or _is_oversize(event):
            return StateUpdate()
        session = state.router.session
        if not self._limit.take(session.client_token or session.client_ip):
            return StateUpdate()
        return None


def _is_oversize(event: Event) -> bool:
    return len(json.dumps(event.payload, default=str)) > LARGEST_PAYLOAD
