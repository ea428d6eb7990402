"""Passwords: argon2id. Hashes of bcrypt, from shops that moved here, are accepted and
replaced.
"""

import asyncio
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import bcrypt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.identity.errors import PasswordLength, PasswordTooCommon

SHORTEST, LONGEST = 10, 128
BCRYPT_LIMIT = 72  # bytes; bcrypt never looked at the rest
BCRYPT_PREFIXES = ("$2a$", "$2b$", "$2y$")
COMMON = Path(__file__).with_name("common_passwords.txt")
FEWEST_CHARACTERS = 4

_hasher = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)


@dataclass(frozen=True, slots=True)
class Verdict:
    matches: bool
    is_outdated: bool = False


def ensure_acceptable(password: str, *, email: str = "") -> None:
    """Length, and none of the passwords that are tried first; no rules about kinds of
    characters.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordLength(SHORTEST, LONGEST)
    plain = password.casefold()
    personal = {email.casefold(), email.casefold().partition("@")[0]} - {""}
    is_monotone = len(set(plain)) < FEWEST_CHARACTERS
    if plain in personal or is_monotone or _core(plain) in _common():
        raise PasswordTooCommon


async def hash_password(password: str) -> str:
    """In a thread: it takes some 50 ms of a core on purpose."""
    return await asyncio.to_thread(_hasher.hash, password)


async def verify_password(password: str, stored: str | None) -> Verdict:
    """Compare; without a stored hash do the same work, so that the time tells nothing."""
    return await asyncio.to_thread(_verify, password, stored)


def _verify(password: str, stored: str | None) -> Verdict:
    if stored is None:
        _matches_argon2(password, _dummy())
        return Verdict(matches=False)
    if stored.startswith(BCRYPT_PREFIXES):
        secret = password.encode()[:BCRYPT_LIMIT]
        return Verdict(bcrypt.checkpw(secret, stored.encode()), is_outdated=True)
    if not _matches_argon2(password, stored):
        return Verdict(matches=False)
    return Verdict(matches=True, is_outdated=_hasher.check_needs_rehash(stored))


def _matches_argon2(password: str, stored: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _dummy() -> str:
    return _hasher.hash("a password that nobody has")


@cache
def _common() -> frozenset[str]:
    return frozenset(_core(line) for line in COMMON.read_text().split())


def _core(plain: str) -> str:
    """What is left without the digits and signs that people put around a word."""
    return plain.strip("0123456789!?.,-_*#$@+ ") or plain
