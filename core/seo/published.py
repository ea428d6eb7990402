"""Files that are made by a job and handed out as they are: sitemaps and product feeds.

Each has a compressed twin and a tag of its content, so that who has it already is told so.
"""

import asyncio
import gzip
import hashlib
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time

from core.settings import settings

WRITTEN_AT_ONCE = 500
GZIP_LEVEL = 6


@dataclass(frozen=True, slots=True)
class PublishedFile:
    path: Path
    tag: str
    age_s: float

    @property
    def compressed(self) -> Path:
        return self.path.with_name(f"{self.path.name}.gz")


def find_published(name: str) -> PublishedFile | None:
    """``name`` is ours, never a visitor's."""
    path = _folder() / name
    try:
        tag, written = _tag_file(path).read_text(), _tag_file(path).stat().st_mtime
    except OSError:
        return None
    return PublishedFile(path, tag, time() - written)


async def publish(name: str, lines: AsyncIterator[str]) -> None:
    """Replaces the file at once when all of it is there. One that stays the same keeps its
    tag.
    """
    path = _folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    digest = hashlib.sha256()
    try:
        with (
            draft.open("wb") as plain,
            gzip.GzipFile(draft.with_suffix(".gz"), "wb", GZIP_LEVEL, mtime=0) as compressed,
        ):
            async for part in _parts(lines):
                digest.update(part)
                plain.write(part)
                await asyncio.to_thread(compressed.write, part)
        draft.replace(path)
        draft.with_suffix(".gz").replace(path.with_name(f"{path.name}.gz"))
        _tag_file(path).write_text(digest.hexdigest()[:32])
    finally:
        for left in (draft, draft.with_suffix(".gz")):
            left.unlink(missing_ok=True)


def withdraw_after(start: str, last: int) -> None:
    """Remove numbered files beyond ``last``: ``start``-4.xml and on, of what became shorter."""
    number = last + 1
    path = _folder() / f"{start}-{number}.xml"
    while _tag_file(path).exists():
        for name in (path, path.with_name(f"{path.name}.gz"), _tag_file(path)):
            with suppress(FileNotFoundError):
                name.unlink()
        number += 1
        path = _folder() / f"{start}-{number}.xml"


async def _parts(lines: AsyncIterator[str]) -> AsyncIterator[bytes]:
    waiting: list[str] = []
    async for line in lines:
        waiting.append(line)
        if len(waiting) == WRITTEN_AT_ONCE:
            yield "".join(waiting).encode()
            waiting.clear()
    if waiting:
        yield "".join(waiting).encode()


def _tag_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.tag")


def _folder() -> Path:
    return settings().home / "published"
