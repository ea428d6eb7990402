"""Codes of gift cards: 130 bits that only the market's secret can make, read aloud and typed
without doubt. The database keeps a hash.
"""

import base64
from uuid import UUID

from core.kernel.secrets import derived_token, token_hash
from core.prepaid.models import GiftCard
from core.settings import settings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
LENGTH = 26
GROUPS = (5, 5, 5, 5, 6)
_MISREAD = str.maketrans("ILO", "110")


def code_of(card_id: UUID) -> str:
    """The code of a card, made again for its mail: nothing secret is stored."""
    secret = settings().secret_key.get_secret_value()
    digest = base64.urlsafe_b64decode(derived_token(secret, "gift-card", card_id) + "=")
    number = int.from_bytes(digest[:17], "big") >> 6
    letters = [ALPHABET[number >> 5 * i & 31] for i in range(LENGTH)]
    return "".join(letters)


def printed(code: str) -> str:
    """In groups, as it stands in the mail."""
    parts: list[str] = []
    at = 0
    for length in GROUPS:
        parts.append(code[at : at + length])
        at += length
    return "-".join(parts)


def normalized(typed: str) -> str:
    """What was typed or pasted, without its dashes and look-alikes; empty when it can be no
    code.
    """
    code = "".join(c for c in typed.upper() if c.isalnum()).translate(_MISREAD)
    return code if len(code) == LENGTH and all(c in ALPHABET for c in code) else ""


def code_hash(code: str) -> bytes:
    return token_hash(f"gift-card:{code}")


def card_label(card: GiftCard) -> str:
    return f"Gift card ending {card.code_end}"
