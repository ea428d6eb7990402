"""Where a workshop delivers to, in words that an index can filter by.

A zone is the workshop's own country, the European Union, or the world beyond; each currency has
zones of its own, as it has delivery rates.
"""

from collections.abc import Iterable, Mapping

from core.kernel.europe import EU_MEMBERS

BEYOND, ABROAD = "beyond", "abroad"


def reach(origin: str, zones: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Tokens of a workshop in ``origin`` with these zones by currency."""
    found: list[str] = []
    for currency, served in zones.items():
        places = [place for zone in sorted(served) for place in _places(origin, zone)]
        found += [_token(currency, place) for place in places]
    return tuple(found)


def reaching(currency: str, country: str) -> tuple[str, ...]:
    """Tokens of which a workshop that delivers to ``country`` has one."""
    places = [country, ABROAD] if country in EU_MEMBERS else [country, ABROAD, BEYOND]
    return tuple(_token(currency, place) for place in places)


def _places(origin: str, zone: str) -> list[str]:
    is_member = origin in EU_MEMBERS
    match zone:
        case "domestic":
            return [origin]
        case "eu":
            return sorted(EU_MEMBERS - {origin}) if is_member else []
        case _:
            return [BEYOND if is_member else ABROAD]


def _token(currency: str, place: str) -> str:
    return f"{currency}:{place}"
