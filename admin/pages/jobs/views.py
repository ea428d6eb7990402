import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from admin.state.mark import Mark
from admin.state.tabs import ViewTab
from admin.state.words import JOB_WORDS
from core.reporting.jobs import JobRow as JobFacts
from core.reporting.jobs import JobStatus
from core.reporting.overview import Queue
from core.ui.format import moment, quantity
from core.ui.urls import changed

PATH = "/jobs"
LONGEST_ARGUMENTS = 400


@dataclass(frozen=True, slots=True)
class JobRow:
    id: str
    name: str
    queue: str
    arguments: str
    attempts: str
    due: str
    changed: str
    status: Mark = field(default_factory=Mark)
    can_retry: bool = False
    can_cancel: bool = False

    @classmethod
    def of(cls, job: JobFacts) -> Self:
        moved = job.changed_at or job.enqueued_at
        return cls(
            id=str(job.id),
            name=job.name,
            queue=job.queue,
            arguments=_written(job.arguments),
            attempts=quantity(job.attempts, "attempt"),
            due=f"Due {moment(job.due_at)}" if job.due_at else "",
            changed=moment(moved) if moved else "",
            status=Mark.of(JOB_WORDS[job.status]),
            can_retry=job.status is JobStatus.FAILED,
            can_cancel=job.status is JobStatus.TODO,
        )


def status_tabs(current: JobStatus | None, query: Mapping[str, str]) -> list[ViewTab]:
    return [
        ViewTab(
            label=JOB_WORDS[status][0] if status else "All",
            href=changed(PATH, query, status=status),
            is_current=status is current,
        )
        for status in (None, *JobStatus)
    ]


def queue_options(queues: Sequence[Queue], chosen: str) -> list[tuple[str, str]]:
    """The queues that have work, and the one that is looked at."""
    names = sorted({queue.name for queue in queues} | ({chosen} if chosen else set()))
    return [("", "Every queue"), *((name, name) for name in names)]


def _written(arguments: Mapping[str, object]) -> str:
    text = json.dumps(dict(arguments), ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_ARGUMENTS else f"{text[:LONGEST_ARGUMENTS]}…"
