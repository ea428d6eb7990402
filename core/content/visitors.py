"""One visitor on one day, without knowing who it is."""

import hashlib
import hmac

from core.kernel.clock import utc_now
from core.settings import settings


def day_visitor(address: str, user_agent: str) -> bytes:
    """A keyed hash that changes every day: two votes of one day can be told to be of one
    visitor, two days cannot be joined, and nobody can go back to the address.
    """
    words = f"day-visitor\n{utc_now():%Y-%m-%d}\n{address}\n{user_agent}"
    key = settings().secret_key.get_secret_value().encode()
    return hmac.new(key, words.encode(), hashlib.sha256).digest()
