"""IBANs: written with or without spaces, checked by ISO 13616's modulo 97 and their length."""

import re

from core.payouts.errors import PayoutAccountInvalid

LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28,
    "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31,
    "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
    "VA": 22,
}  # fmt: skip
SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
REMAINDER = 1


def checked_iban(typed: str) -> str:
    """Without spaces, in capitals; raises ``PayoutAccountInvalid`` for anything else than an
    IBAN of the SEPA area.
    """
    iban = "".join(typed.split()).upper()
    length = LENGTHS.get(iban[:2])
    if length is None:
        raise PayoutAccountInvalid("Name an IBAN of the SEPA area.", field="destination")
    if len(iban) != length or not SHAPE.fullmatch(iban) or _modulo(iban) != REMAINDER:
        raise PayoutAccountInvalid("This IBAN has a typing error.", field="destination")
    return iban


def checked_bic(typed: str) -> str:
    bic = "".join(typed.split()).upper()
    if bic and not BIC.fullmatch(bic):
        raise PayoutAccountInvalid("A BIC has 8 or 11 letters and digits.", field="bic")
    return bic


def _modulo(iban: str) -> int:
    """Letters count as two digits, the first four characters come last."""
    digits = "".join(str(int(character, 36)) for character in iban[4:] + iban[:4])
    return int(digits) % 97
