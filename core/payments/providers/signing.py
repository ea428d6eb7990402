"""Checks that several gateways' signatures need."""

import hmac


def any_of(secrets: str) -> tuple[str, ...]:
    """Secrets in one setting, separated by commas: the new and the old one while they
    change.
    """
    return tuple(secret.strip() for secret in secrets.split(",") if secret.strip())


def is_any(given: str, expected: list[str]) -> bool:
    """Compares all, each in constant time."""
    found = [hmac.compare_digest(given.encode(), one.encode()) for one in expected]
    return any(found)
