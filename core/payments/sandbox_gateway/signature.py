"""How the gateway signs its webhooks: HMAC-SHA256 over time and body."""

import hashlib
import hmac

HEADER = "Sandbox-Signature"


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """The header's value, ``t=<unix time>,v1=<hex digest>``."""
    message = b"%d." % timestamp + body
    return f"t={timestamp},v1={hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()}"
