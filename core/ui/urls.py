"""Addresses of lists. Every filter, sort and page is in the query: sorted, defaults left
out.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode


def address(path: str, query: Mapping[str, str | int | None]) -> str:
    """``path`` with the set parameters in alphabetical order; empty ones are left out."""
    kept = sorted((key, str(value)) for key, value in query.items() if value not in ("", None))
    encoded = urlencode(kept, quote_via=quote, safe=",.")
    return f"{path}?{encoded}" if encoded else path


def changed(path: str, query: Mapping[str, str], **changes: str | int | None) -> str:
    """The same list with other parameters. A changed filter starts at the first page again."""
    merged: dict[str, str | int | None] = {**query, **changes}
    if "page" not in changes:
        merged["page"] = None
    return address(path, merged)


def values(parameter: str) -> list[str]:
    """The distinct slugs of a comma-joined parameter, sorted."""
    return sorted({part.strip() for part in parameter.split(",") if part.strip()})


def joined(slugs: Iterable[str]) -> str:
    return ",".join(sorted(set(slugs)))


def page_number(query: Mapping[str, str]) -> int:
    """The asked-for page; anything that is not a positive number is the first."""
    raw = query.get("page", "")
    return max(1, int(raw)) if raw.isdecimal() and len(raw) < 6 else 1  # noqa: PLR2004


def local_path(target: str, default: str = "/") -> str:
    """A path on this host, for "where to go next" that came from outside; else ``default``."""
    is_local = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if is_local and "\\" not in target and target.isprintable() else default
