"""Where files are. The key of what people give us is made from its content, so that such a file
never changes under its key.
"""

import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import Protocol

from core.settings import settings

BY_CONTENT = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}\.(?:jpg|png|webp|avif|gif|glb)")
# Files that come with the market keep their names: `demo/amber-card/front-weld-720.webp`.
BY_NAME = re.compile(r"demo(?:/[a-z0-9]+(?:-[a-z0-9]+)*){1,3}\.(?:webp|avif|glb|svg)")


def is_key(key: str) -> bool:
    return bool(BY_CONTENT.fullmatch(key) or BY_NAME.fullmatch(key))


def storage_key(data: bytes, extension: str, *, origin: str = "") -> str:
    """``origin`` is what the file was made from: equal copies of different files stay two, so
    that one can be deleted without the other.
    """
    digest = hashlib.sha256(origin.encode() + data).hexdigest()
    return f"{digest[:2]}/{digest}.{extension}"


class Storage(Protocol):
    """What the market needs of a place for files."""

    def put(self, key: str, data: bytes) -> None: ...

    def read(self, key: str) -> bytes: ...

    def delete(self, key: str) -> None: ...


class LocalStorage:
    """A folder. Readers see a file whole or not at all, also after a crash."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, key: str) -> Path:
        if not is_key(key):
            raise ValueError(f"not a storage key: {key!r}")
        return self.root / key

    def put(self, key: str, data: bytes) -> None:
        """Temporary file, fsync, rename: the same content twice is one file."""
        path = self.path(key)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(path.parent)

    def read(self, key: str) -> bytes:
        return self.path(key).read_bytes()

    def delete(self, key: str) -> None:
        self.path(key).unlink(missing_ok=True)


def storage() -> LocalStorage:
    return LocalStorage(settings().media_root)


def _sync_folder(folder: Path) -> None:
    """The new name is on disk too, not only the bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
