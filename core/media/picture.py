"""A stored picture as pages need it: addresses, sizes, and the color to show before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from core.media.models import MediaAsset

MEDIA_PATH = "/media"


def media_url(storage_key: str) -> str:
    return f"{MEDIA_PATH}/{storage_key}"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a picture: ``format`` is ``avif`` or ``webp``."""

    format: str
    width: int
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    """``original`` is always there; ``sources`` once the derivatives are made."""

    media_id: UUID
    original: str
    width: int | None
    height: int | None
    placeholder: str
    sources: tuple[Source, ...]

    @classmethod
    def of(cls, asset: MediaAsset) -> Self | None:
        return cls.of_values(
            asset.id, asset.storage_key, asset.width, asset.height, asset.placeholder,
            asset.derivatives,
        )  # fmt: skip

    @classmethod
    def of_values(
        cls,
        media_id: UUID,
        storage_key: str,
        width: int | None,
        height: int | None,
        placeholder: str,
        derivatives: Mapping[str, str],
    ) -> Self | None:
        """None while there is no file: not fetched yet, or failed."""
        if not storage_key:
            return None
        return cls(
            media_id, media_url(storage_key), width, height, placeholder, _sources(derivatives)
        )

    def srcset(self, image_format: str) -> str:
        """The ``srcset`` of one format. Empty when another format has larger files: a browser
        takes the first format it can show, and would be left with the small ones.
        """
        fitting = [source for source in self.sources if source.format == image_format]
        widest = max((source.width for source in self.sources), default=0)
        if all(source.width < widest for source in fitting):
            return ""
        return ", ".join(f"{source.url} {source.width}w" for source in fitting)

    def url(self, width: int = 720) -> str:
        """One address that every browser can show, at least ``width`` wide if there is one."""
        files = [source for source in self.sources if source.format == "webp"]
        wide = [source for source in files if source.width >= width]
        return (wide or files[-1:] or [Source("", 0, self.original)])[0].url


def _sources(derivatives: Mapping[str, str]) -> tuple[Source, ...]:
    found: list[Source] = []
    for name, key in derivatives.items():
        width, _, image_format = name.partition(".")
        found.append(Source(image_format, int(width), media_url(key)))
    return tuple(sorted(found, key=lambda source: (source.format, source.width)))
