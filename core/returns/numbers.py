"""Numbers of cases: short enough to write on a parcel, too many to guess."""

import secrets

from core.orders.numbers import ALPHABET

RETURN, ISSUE, DISPUTE, WITHDRAWAL = "RET", "ISS", "DIS", "WDR"


def new_number(kind: str) -> str:
    """Like ``RET-7F3K-2M92``."""
    word = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{kind}-{word[:4]}-{word[4:]}"
