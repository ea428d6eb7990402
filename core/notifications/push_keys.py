"""The key pair that tells push services who we are (VAPID, RFC 8292). A browser's subscription
is bound to it: with another key every subscription is lost.
"""

import base64
import os
from contextlib import suppress
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from secrets import token_hex

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from core.settings import settings


def key_file() -> Path:
    return settings().home / "push" / "vapid.pem"


def vapid() -> Vapid02:
    """The pair of the settings, or the one that lies in the home: made there when first
    asked for.
    """
    given = settings().vapid_private_key.get_secret_value()
    return _parsed(given) if given else _kept(key_file())


def public_key() -> str:
    """What a browser needs to subscribe: the point of the public key in base64url."""
    point = (
        vapid()
        .private_key.public_key()
        .public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    )
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


def subject() -> str:
    """Whom a push service may write to when we misbehave."""
    return f"mailto:{parseaddr(settings().mail_from)[1]}"


@cache
def _parsed(given: str) -> Vapid02:
    if given.startswith("-----"):
        return Vapid02.from_pem(given.encode())
    return Vapid02.from_raw(given.encode())


@cache
def _kept(path: Path) -> Vapid02:
    if not path.exists():
        _make(path)
    return Vapid02.from_file(str(path))


def _make(path: Path) -> None:
    """Shop and worker may do this at once: the first complete file stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = Vapid02()
    fresh.generate_keys()
    draft = path.with_name(f"{path.name}.{token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(fresh.private_pem())
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
