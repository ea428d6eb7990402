"""How codes are written and made. A code is one word: what else is sent is no code at all."""

import re
import secrets

# Without letters and digits that are read for each other.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
RANDOM_LENGTH = 10
MAX_CODES = 5
MAX_BATCH = 10_000
LONGEST = 40
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{1,39}")


def normal_code(typed: object) -> str | None:
    """The one way to write a code, or None: case and white space make no other code, and
    nothing that looks alike becomes one.
    """
    if not isinstance(typed, str) or len(typed) > 4 * LONGEST or not typed.isascii():
        return None
    code = "".join(typed.split()).upper()
    return code if _CODE.fullmatch(code) else None


def random_code(prefix: str = "") -> str:
    """About 50 bits beyond the prefix: not to be guessed within any limit of attempts."""
    tail = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    return f"{prefix}-{tail}" if prefix else tail
