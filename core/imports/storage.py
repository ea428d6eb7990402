"""Where uploaded product files wait: a folder beside the media, outside of what is served."""

from pathlib import Path
from typing import BinaryIO

from core.imports.errors import FileGone, FileTooLarge
from core.kernel.ids import new_id
from core.settings import settings

MAX_MEGABYTES = 200
CHUNK = 1024 * 1024


def store_upload(content: BinaryIO) -> str:
    """Copy the upload, in chunks, under a name of our own. Returns its key."""
    key = f"{new_id()}.upload"
    path = _path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with path.open("xb") as copy:
        while size <= MAX_MEGABYTES * CHUNK and (chunk := content.read(CHUNK)):
            size += len(chunk)
            copy.write(chunk)
    if size > MAX_MEGABYTES * CHUNK:
        path.unlink()
        raise FileTooLarge(MAX_MEGABYTES)
    return key


def open_upload(key: str) -> BinaryIO:
    try:
        return _path(key).open("rb")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise FileGone from error


def delete_upload(key: str) -> None:
    _path(key).unlink(missing_ok=True)


def _path(key: str) -> Path:
    return settings().home / "imports" / key
