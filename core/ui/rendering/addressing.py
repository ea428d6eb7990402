"""Which requests are for a public page, and the one address that all spellings of it share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from core.identity.preferences import Preferences

LONGEST_PATH = 500
LONGEST_QUERY = 2000
UNQUOTED = "/!'()*~;:@&=+$,-._"  # as browsers write paths
MOST_PARAMETERS = 40
# Say where a visitor came from, not what the page shows.
TRACKING = re.compile(r"utm_\w+|gclid|gbraid|wbraid|fbclid|msclkid|mc_[ce]id|ref")


@dataclass(frozen=True, slots=True)
class Address:
    """``query`` is in canonical order; ``arguments`` are those of a dynamic route."""

    path: str
    query: str
    parameters: dict[str, str]
    arguments: dict[str, str]
    chosen: Preferences

    @property
    def key(self) -> str:
        return f"{self.chosen.currency} {self.chosen.country} {self.local}"

    @property
    def local(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass(frozen=True, slots=True)
class Pattern:
    """A route of the app: ``/p/[slug]``. Segments in brackets take any value."""

    segments: tuple[str, ...]

    @classmethod
    def of(cls, route: str) -> "Pattern":
        return cls(tuple(part for part in route.split("/") if part))

    def match(self, parts: Sequence[str]) -> dict[str, str] | None:
        """The values of its dynamic segments, None when the path is another page's."""
        if len(parts) != len(self.segments):
            return None
        values: dict[str, str] = {}
        for segment, part in zip(self.segments, parts, strict=True):
            if segment.startswith("["):
                values[segment.strip("[]")] = part
            elif segment != part:
                return None
        return values

    @property
    def is_dynamic(self) -> bool:
        return any(segment.startswith("[") for segment in self.segments)


def address_of(
    path: str, query: bytes, patterns: Sequence[Pattern], chosen: Preferences
) -> Address | None:
    """None for what no public page answers. Static routes come before dynamic ones."""
    if len(path) > LONGEST_PATH:
        return None
    parts = [part for part in path.split("/") if part]
    for pattern in patterns:
        values = pattern.match(parts)
        if values is not None:
            parameters = _parameters(query)
            return Address(
                path=quoted("/" + "/".join(parts)),
                query=urlencode(sorted(parameters.items())),
                parameters=parameters,
                arguments=values,
                chosen=chosen,
            )
    return None


def quoted(path: str) -> str:
    """As browsers write it."""
    return quote(path, safe=UNQUOTED)


def _parameters(query: bytes) -> dict[str, str]:
    """Cut to what a person could have meant: pages drop what they do not know."""
    text = query[: LONGEST_QUERY * 2].decode("utf-8", "replace")
    pairs = parse_qsl(text, errors="replace", separator="&")[:MOST_PARAMETERS]
    return {
        name[:LONGEST_QUERY]: value[:LONGEST_QUERY]
        for name, value in pairs
        if not TRACKING.fullmatch(name)
    }
