"""VAT identification numbers: how those of a country look, and the check digits of the
countries that publish how they are made.
"""

import re
from collections.abc import Callable
from typing import ClassVar

from core.kernel.errors import Invalid
from core.kernel.europe import EU_MEMBERS

# After the country's prefix. Greece writes EL, Northern Ireland XI.
PATTERNS = {
    "AT": r"U\d{8}",
    "BE": r"[01]\d{9}",
    "BG": r"\d{9,10}",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": r"\d{9}",
    "DK": r"\d{8}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": r"[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z]",
    "FI": r"\d{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}\d{9}",
    "GB": r"\d{9}|\d{12}",
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W]",
    "IT": r"\d{11}",
    "LT": r"\d{9}|\d{12}",
    "LU": r"\d{8}",
    "LV": r"\d{11}",
    "MT": r"\d{8}",
    "NL": r"\d{9}B\d{2}",
    "PL": r"\d{10}",
    "PT": r"\d{9}",
    "RO": r"\d{2,10}",
    "SE": r"\d{10}01",
    "SI": r"[1-9]\d{7}",
    "SK": r"[1-9]\d{9}",
}
LETTERS = "WABCDEFGHIJKLMNOPQRSTUV"


class NotAVatId(Invalid):
    code: ClassVar[str] = "not_a_vat_id"

    def __init__(self, text: str, field: str = "vat_id") -> None:
        super().__init__(
            f"“{text}” is not a VAT number. It begins with the two letters of its country.",
            field=field,
        )


def parse_vat_id(text: str, *, field: str = "vat_id") -> str:
    """The number as registers write it, or ``NotAVatId``."""
    number = re.sub(r"[\s.\-/]", "", text).upper()
    number = re.sub(r"^GR", "EL", number)
    prefix, rest = number[:2], number[2:]
    if prefix == "BE" and re.fullmatch(r"\d{9}", rest):
        rest = f"0{rest}"
    pattern = PATTERNS.get(prefix)
    if pattern is None or not re.fullmatch(pattern, rest) or not _adds_up(prefix, rest):
        raise NotAVatId(text.strip()[:20], field)
    return prefix + rest


def country_of(vat_id: str) -> str:
    """ISO code of the country that gave the number."""
    prefix = vat_id[:2]
    return "GR" if prefix == "EL" else prefix


def same_area(vat_id: str, country: str) -> bool:
    """Whether the number is of the tax area that the country is in."""
    own = country_of(vat_id)
    return own == country or {own, country} <= EU_MEMBERS


def _adds_up(prefix: str, rest: str) -> bool:
    check = CHECKS.get(prefix)
    return check is None or check(rest)


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(d) * w for d, w in zip(digits, weights, strict=False))


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0  # noqa: PLR2004


def _mod_11_10(digits: str) -> bool:
    """ISO 7064."""
    check = 5
    for digit in digits:
        check = ((check or 10) * 2 % 11 + int(digit)) % 10
    return check == 1


def _austria(rest: str) -> bool:
    digits = rest[1:]
    odd = sum(int(digits[i]) for i in (0, 2, 4, 6))
    even = sum(int(digits[i]) // 5 + int(digits[i]) * 2 % 10 for i in (1, 3, 5))
    return (10 - (odd + even + 4) % 10) % 10 == int(digits[7])


def _belgium(rest: str) -> bool:
    return 97 - int(rest[:8]) % 97 == int(rest[8:])


def _estonia(rest: str) -> bool:
    return _weighted(rest, (3, 7, 1, 3, 7, 1, 3, 7, 1)) % 10 == 0


def _greece(rest: str) -> bool:
    return _weighted(rest, (256, 128, 64, 32, 16, 8, 4, 2)) % 11 % 10 == int(rest[8])


def _france(rest: str) -> bool:
    """Old keys are two digits; newer ones with letters are not checked."""
    if not rest[:2].isdecimal():
        return True
    return int(rest[:2]) == (12 + 3 * (int(rest[2:]) % 97)) % 97 and _luhn(rest[2:])


def _britain(rest: str) -> bool:
    total = _weighted(rest[:9], (8, 7, 6, 5, 4, 3, 2, 10, 1))
    return total % 97 == 0 or (total + 55) % 97 == 0


def _hungary(rest: str) -> bool:
    return _weighted(rest, (9, 7, 3, 1, 9, 7, 3, 1)) % 10 == 0


def _ireland(rest: str) -> bool:
    if not rest[1].isdecimal():
        return True
    extra = 9 * (ord(rest[8]) - ord("A") + 1) if len(rest) > 8 else 0  # noqa: PLR2004
    total = _weighted(rest[:7], (8, 7, 6, 5, 4, 3, 2)) + extra
    return LETTERS[total % 23] == rest[7]


def _luxembourg(rest: str) -> bool:
    return int(rest[:6]) % 89 == int(rest[6:])


def _malta(rest: str) -> bool:
    return _weighted(rest, (3, 4, 6, 7, 8, 9, 10, 1)) % 37 == 0


def _netherlands(rest: str) -> bool:
    """Of companies by eleven, of sole traders (since 2020) by ninety-seven."""
    by_11 = _weighted(rest, (9, 8, 7, 6, 5, 4, 3, 2)) % 11 == int(rest[8])
    spelled = "".join(str(int(letter, 36)) for letter in f"NL{rest}")
    return by_11 or int(spelled) % 97 == 1


def _poland(rest: str) -> bool:
    return _weighted(rest, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(rest[9])


def _portugal(rest: str) -> bool:
    return (11 - _weighted(rest, (9, 8, 7, 6, 5, 4, 3, 2)) % 11) % 11 % 10 == int(rest[8])


def _romania(rest: str) -> bool:
    digits = rest.zfill(10)
    return 10 * _weighted(digits, (7, 5, 3, 2, 1, 7, 5, 3, 2)) % 11 % 10 == int(digits[9])


def _slovenia(rest: str) -> bool:
    return (11 - _weighted(rest, (8, 7, 6, 5, 4, 3, 2)) % 11) % 10 == int(rest[7])


def _denmark(rest: str) -> bool:
    return _weighted(rest, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def _finland(rest: str) -> bool:
    return _weighted(rest, (7, 9, 10, 5, 8, 4, 2, 1)) % 11 == 0


def _slovakia(rest: str) -> bool:
    return int(rest) % 11 == 0


def _sweden(rest: str) -> bool:
    return _luhn(rest[:10])


CHECKS: dict[str, Callable[[str], bool]] = {
    "AT": _austria,
    "BE": _belgium,
    "DE": _mod_11_10,
    "DK": _denmark,
    "EE": _estonia,
    "EL": _greece,
    "FI": _finland,
    "FR": _france,
    "GB": _britain,
    "HR": _mod_11_10,
    "HU": _hungary,
    "IE": _ireland,
    "IT": _luhn,
    "LU": _luxembourg,
    "MT": _malta,
    "NL": _netherlands,
    "PL": _poland,
    "PT": _portugal,
    "RO": _romania,
    "SE": _sweden,
    "SI": _slovenia,
    "SK": _slovakia,
}
