"""One address for each page, whatever query it was asked with."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from core.settings import AppName, settings


def origin() -> str:
    return settings().origin(AppName.STOREFRONT)


def absolute(path: str) -> str:
    """``path`` on the shop's own host; an address that has a host stays."""
    return path if path.startswith(("https://", "http://")) or not path else origin() + path


def canonical(path: str, query: Mapping[str, str] | None = None) -> str:
    """``query`` is what makes it another page: keys sorted, empty ones left out."""
    kept = sorted((key, value) for key, value in (query or {}).items() if value)
    encoded = urlencode(kept, quote_via=quote, safe=",.")
    return absolute(f"{path}?{encoded}" if encoded else path)


def list_canonical(path: str, page: int) -> str:
    """Every page of a list stands for itself: what is on the second is not on the first."""
    return canonical(path, {"page": str(page)} if page > 1 else None)
