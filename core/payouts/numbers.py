"""Payout numbers, like those of orders: short enough to read on the phone."""

import secrets

from core.orders.numbers import ALPHABET


def new_payout_number() -> str:
    """Like ``PO-7F3K-2M92``."""
    word = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"PO-{word[:4]}-{word[4:]}"
