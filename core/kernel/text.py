"""What strangers type, made harmless for a database, an index and a page."""

import unicodedata

_UNUSABLE = {"Cc", "Cs"}  # control characters, and halves of a character


def one_line(text: str, longest: int) -> str:
    """The text in one line of at most ``longest`` characters; control characters are gaps."""
    kept = (" " if unicodedata.category(c) in _UNUSABLE else c for c in text[: 4 * longest])
    return " ".join("".join(kept).split())[:longest].rstrip()
