"""Files of the demo shop go straight into the media storage: they come in all sizes already, so
that the first start encodes nothing.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from core.demo.bulk import Bulk
from core.demo.source import FOLDER, Record, Source
from core.media.models import MediaAsset, MediaKind, MediaStatus

PREFIX = "demo"
WIDTHS = ("1080", "720", "360")
DERIVATIVES = {
    "360": "360.webp",
    "720": "720.webp",
    "1080": "1080.webp",
    "360-avif": "360.avif",
}


class Pictures:
    """Links files into ``root`` and writes their assets."""

    def __init__(self, bulk: Bulk, source: Source, root: Path) -> None:
        self._bulk, self._source, self._root = bulk, source, root
        self._placed: set[str] = set()
        self._images: dict[tuple[str, UUID], UUID] = {}

    def place(self, path: str) -> str:
        """Put ``demo/<path>`` into the storage; returns its key there."""
        key = f"{PREFIX}/{path.removeprefix('media/')}"
        if key not in self._placed:
            _link(FOLDER / path, self._root / key)
            self._placed.add(key)
        return key

    def add_image(self, picture: Record, vendor_id: UUID) -> UUID:
        """The largest file stands for the original; the others are its derivatives."""
        files: Mapping[str, str] = picture["files"]
        original = files[next(width for width in WIDTHS if width in files)]
        known = self._images.get((original, vendor_id))
        if known is not None:
            return known
        self._images[original, vendor_id] = added = self._write_image(
            picture, original, vendor_id
        )
        return added

    def _write_image(self, picture: Record, original: str, vendor_id: UUID) -> UUID:
        files: Mapping[str, str] = picture["files"]
        facts = self._facts(original)
        return self._bulk.add(
            MediaAsset,
            vendor_id=vendor_id,
            kind=MediaKind.IMAGE,
            status=MediaStatus.READY,
            storage_key=self.place(original),
            mime="image/webp",
            bytes=facts["bytes"],
            sha256=facts["sha256"],
            width=facts["width"],
            height=facts["height"],
            placeholder=picture["placeholder"],
            derivatives={DERIVATIVES[name]: self.place(path) for name, path in files.items()},
        )

    def add_model(self, path: str, vendor_id: UUID) -> UUID:
        facts = self._facts(path)
        return self._bulk.add(
            MediaAsset,
            vendor_id=vendor_id,
            kind=MediaKind.MODEL,
            status=MediaStatus.READY,
            storage_key=self.place(path),
            mime="model/gltf-binary",
            bytes=facts["bytes"],
            sha256=facts["sha256"],
        )

    def _facts(self, path: str) -> Record:
        return self._source.files[path.removeprefix("media/")]


def _link(file: Path, target: Path) -> None:
    """A hard link costs nothing; across devices it is a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)
