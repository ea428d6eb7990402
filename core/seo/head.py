"""What the ``<head>`` of a public page tells machines: search engines, and whoever unfurls a
link.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.media.picture import Picture
from core.seo.addresses import absolute

SITE_NAME = "EcoMarket"
LONGEST_DESCRIPTION = 300
NOINDEX = "noindex, follow"
Tag = tuple[str, dict[str, str]]

# JSON in a script element must not end it, nor open a comment in it.
UNSAFE = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
_ESCAPES = str.maketrans(UNSAFE)


@dataclass(frozen=True, slots=True)
class HeadImage:
    """A picture for a link's card, with its size, so that nobody has to load it to know."""

    url: str = ""
    width: int = 0
    height: int = 0
    alt: str = ""

    @classmethod
    def of(cls, picture: Picture | None, alt: str) -> "HeadImage":
        if picture is None:
            return cls()
        return cls(absolute(picture.original), picture.width or 0, picture.height or 0, alt)


MARKET_IMAGE = HeadImage("/icons/icon-512.png", 512, 512, SITE_NAME)


@dataclass(frozen=True, slots=True)
class PageHead:
    """``json_ld`` is escaped: it goes into its script element as it is. ``robots`` is "" for a
    page that is to be found. ``properties`` are further Open Graph pairs.
    """

    title: str = ""
    description: str = ""
    canonical: str = ""
    robots: str = ""
    og_type: str = "website"
    image: HeadImage = field(default_factory=HeadImage)
    properties: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    json_ld: str = ""

    def tags(self) -> list[Tag]:
        """The elements beside ``title`` and the JSON-LD: tag name and attributes, unescaped."""
        named = {"description": self.description, "robots": self.robots, **self._card()}
        tags: list[Tag] = [
            ("meta", {"name": name, "content": content})
            for name, content in named.items()
            if content
        ]
        if self.canonical:
            tags.append(("link", {"rel": "canonical", "href": self.canonical}))
        graph = [*self._open_graph().items(), *self.properties]
        tags += [
            ("meta", {"property": name, "content": content})
            for name, content in graph
            if content
        ]
        return tags

    def _open_graph(self) -> dict[str, str]:
        shown = self.image if self.image.url else MARKET_IMAGE
        return {
            "og:site_name": SITE_NAME,
            "og:locale": "en_IE",
            "og:type": self.og_type,
            "og:title": self.title,
            "og:description": self.description,
            "og:url": self.canonical,
            "og:image": absolute(shown.url),
            "og:image:width": str(shown.width or ""),
            "og:image:height": str(shown.height or ""),
            "og:image:alt": shown.alt,
        }

    def _card(self) -> dict[str, str]:
        return {
            "twitter:card": "summary_large_image" if self.image.url else "summary",
            "twitter:title": self.title,
            "twitter:description": self.description,
            "twitter:image": absolute(self.image.url or MARKET_IMAGE.url),
            "twitter:image:alt": self.image.alt,
        }


def full_title(title: str) -> str:
    return title if title == SITE_NAME else f"{title} · {SITE_NAME}"


def plain(text: str) -> str:
    """A description on one line, cut at a word."""
    words = " ".join(text.split())
    if len(words) <= LONGEST_DESCRIPTION:
        return words
    return words[: LONGEST_DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"


def graph(nodes: Sequence[Mapping[str, Any]]) -> str:
    """The nodes as the text of a JSON-LD script, without empty values and safe in HTML."""
    document = {"@context": "https://schema.org", "@graph": [_filled(node) for node in nodes]}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        filled = {key: _filled(each) for key, each in value.items()}  # pyright: ignore[reportUnknownVariableType]
        return {key: each for key, each in filled.items() if each not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [_filled(each) for each in value]  # pyright: ignore[reportUnknownVariableType]
    return value
