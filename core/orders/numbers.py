"""Order numbers: short enough to read on the phone, too many to guess."""

import secrets

# Crockford's alphabet without letters that look or sound alike.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_order_number() -> str:
    """Like ``EM-7F3K-2M92``: 30 to the power of 8, about 6.6e11 numbers."""
    word = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"EM-{word[:4]}-{word[4:]}"


def vendor_order_number(order_number: str, index: int) -> str:
    """The parts of an order are lettered: ``…-A``, ``…-B``, after Z ``…-AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{order_number}-{letters}"


def parcel_number(vendor_order_number_: str, index: int) -> str:
    return f"{vendor_order_number_}{index + 1}"
