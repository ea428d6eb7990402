"""Who did something, in words."""

from collections.abc import Mapping


def who(actor: str, names: Mapping[str, str]) -> str:
    """``names`` are addresses by actor, as ``names_of`` finds them."""
    words = {"system": "the market itself", "guest": "a guest"}
    return words.get(actor) or names.get(actor, "an account that is gone")
