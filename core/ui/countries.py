"""Countries as people know them, for selects and addresses."""

from functools import cache

from babel import Locale

from core.ui.format import LOCALE

# ISO 3166 codes that name no place with an address of its own.
_NO_ADDRESS = frozenset(
    {"AQ", "BV", "HM", "TF", "UM", "ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"}
)
ISO_LENGTH = 2


def country_name(code: str) -> str:
    """``Portugal`` for ``PT``; an unknown code is shown as it is."""
    return Locale.parse(LOCALE).territories.get(code, code)


@cache
def countries() -> list[tuple[str, str]]:
    """Pairs of code and name in alphabetical order."""
    names = Locale.parse(LOCALE).territories.items()
    real = [(code, name) for code, name in names if _is_country(code)]
    return sorted(real, key=lambda pair: pair[1])


def _is_country(code: str) -> bool:
    return len(code) == ISO_LENGTH and code.isalpha() and code not in _NO_ADDRESS
