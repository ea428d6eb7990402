"""The wire to a Meilisearch server: one client a thread, tasks that are waited for, and a fuse.

Every failure is one of two: the index is not there, or the server does not answer. Both make
the shop look things up plainly instead, and say so.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from meilisearch.client import Client
from meilisearch.errors import MeilisearchApiError, MeilisearchError
from meilisearch.models.task import TaskInfo

from core.search.engine import IndexNotReady

ANSWER_WITHIN = 3  # seconds
TASK_WITHIN_MS, LOOK_EVERY_MS = 120_000, 20
FAILURES, REST = 3, 5.0  # after so many failures nobody asks for so many seconds
OUR_FAULT_BELOW = 500
GONE = "index_not_found"
SEARCH_KEY = "EcoMarket search"

T = TypeVar("T")
log = logging.getLogger(__name__)


class IndexUnavailable(IndexNotReady):
    """The server does not answer, or not sensibly. The index may well be there."""

    code: ClassVar[str] = "index_unavailable"


class TaskFailed(Exception):
    """The server took the work and could not do it."""


@dataclass(slots=True)
class _Fuse:
    failures: int = 0
    rests_until: float = 0.0

    def check(self) -> None:
        if time.monotonic() < self.rests_until:
            raise IndexUnavailable

    def note(self, *, is_good: bool) -> None:
        self.failures = 0 if is_good else self.failures + 1
        if self.failures >= FAILURES:
            self.failures, self.rests_until = 0, time.monotonic() + REST


class MeiliClient:
    """``key`` writes and is never used to read: reading is done with one that can only search
    the indexes of ``prefix``.
    """

    def __init__(self, url: str, key: str, search_key: str, prefix: str) -> None:
        self._url, self._key, self._search_key = url.rstrip("/"), key, search_key
        self._prefix = prefix
        self._fuse = _Fuse()
        self._local = threading.local()  # the client keeps state of its requests

    def write(self, work: Callable[[Client], T]) -> T:
        """``work`` with the key that may change things."""
        return self._safely(lambda: work(self._client(self._key)))

    def run(self, work: Callable[[Client], TaskInfo | None]) -> None:
        """Enqueue a task and wait until it is done."""
        task = self.write(work)
        if task is not None:
            self.wait([task.task_uid])

    def wait(self, tasks: Sequence[int]) -> None:
        for uid in tasks:
            task = self.write(
                lambda client, uid=uid: client.wait_for_task(uid, TASK_WITHIN_MS, LOOK_EVERY_MS)
            )
            if task.status == "succeeded":
                continue
            error = task.error or {}
            if error.get("code") == GONE:
                raise IndexNotReady
            raise TaskFailed(f"{task.type} {task.status}: {error.get('message', '')}")

    def search(
        self, queries: Sequence[Mapping[str, Any]], federation: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Several searches in one round trip."""
        self._fuse.check()
        if not self._search_key:
            self._search_key = self.write(self._restricted_key)
        key = self._search_key
        return self._safely(lambda: self._client(key).multi_search(queries, federation))

    def _restricted_key(self, client: Client) -> str:
        if not self._key:
            return ""  # a server without a master key has no keys at all
        pattern = f"{self._prefix}_*"
        for known in client.get_keys({"limit": 1000}).results:
            if known.name == SEARCH_KEY and known.indexes == [pattern]:
                return known.key
        made = client.create_key(
            {
                "name": SEARCH_KEY,
                "description": "Reads pieces for the shop",
                "actions": ["search"],
                "indexes": [pattern],
                "expiresAt": None,
            }
        )
        return made.key

    def _client(self, key: str) -> Client:
        clients = self._local.__dict__.setdefault("clients", {})
        if key not in clients:
            clients[key] = Client(self._url, key or None, timeout=ANSWER_WITHIN)
        return clients[key]

    def _safely(self, work: Callable[[], T]) -> T:
        self._fuse.check()
        try:
            answer = work()
        except MeilisearchApiError as error:
            self._fuse.note(is_good=error.status_code < OUR_FAULT_BELOW)
            if error.code == GONE:
                raise IndexNotReady from error
            log.warning("Meilisearch refused: %s", error)
            raise IndexUnavailable from error
        except MeilisearchError as error:
            self._fuse.note(is_good=False)
            log.warning("Meilisearch does not answer: %s", error)
            raise IndexUnavailable from error
        self._fuse.note(is_good=True)
        return answer
