"""Links that only we can make: derived from an id and the market's secret, never stored."""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID


def derived_token(secret_key: str, purpose: str, subject: UUID) -> str:
    """A 256-bit token for ``subject`` that the owner of ``secret_key`` can make again for a
    mail.
    """
    mac = hmac.new(secret_key.encode(), f"{purpose}:{subject}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac.digest()).decode().rstrip("=")


def random_token() -> str:
    """A fresh 256-bit secret for a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()
