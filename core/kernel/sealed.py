"""Secrets at rest: AES-256-GCM under a ring of keys.

The first key of the ring seals; every key opens what it once sealed, so that a key is replaced
by putting a new one in front. A sealed text names its key and is bound to its purpose: moved to
another kind of field, it does not open.
"""

import base64
import hashlib
import os
from collections.abc import Mapping, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = "s1"
PARTS = 3


class CannotOpen(Exception):
    """Sealed by a key that is not on the ring, for another purpose, or changed since."""


class KeyRing:
    def __init__(self, keys: Mapping[str, bytes]) -> None:
        """``keys`` by name, the sealing one first."""
        if not keys or any(len(key) != KEY_BYTES for key in keys.values()):
            raise ValueError("a ring needs keys of 32 bytes")
        self._keys = {name: AESGCM(key) for name, key in keys.items()}
        self._first = next(iter(keys))

    @classmethod
    def derived(cls, secret: str) -> "KeyRing":
        """For a market whose settings name no keys: one made from its secret."""
        return cls({"secret": hashlib.sha256(b"sealing:" + secret.encode()).digest()})

    @classmethod
    def read(cls, lines: Sequence[str]) -> "KeyRing":
        """Each line is ``name:base64 of 32 bytes``."""
        keys: dict[str, bytes] = {}
        for line in lines:
            name, _, encoded = line.strip().partition(":")
            keys[name] = base64.b64decode(encoded)
        return cls(keys)

    def seal(self, text: str, purpose: str) -> str:
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._keys[self._first].encrypt(nonce, text.encode(), purpose.encode())
        return f"{VERSION}.{self._first}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, token: str, purpose: str) -> str:
        parts = token.split(".")
        if len(parts) != PARTS or parts[0] != VERSION or parts[1] not in self._keys:
            raise CannotOpen("this was not sealed by a key of this ring")
        body = base64.urlsafe_b64decode(parts[2])
        nonce, sealed = body[:NONCE_BYTES], body[NONCE_BYTES:]
        try:
            return self._keys[parts[1]].decrypt(nonce, sealed, purpose.encode()).decode()
        except InvalidTag as error:
            raise CannotOpen("this was changed, or sealed for another purpose") from error
