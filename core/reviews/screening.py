"""What a machine holds back for a person to look at. Pure; it never rejects by itself."""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path


class Suspicion(StrEnum):
    """Why something waits for a moderator."""

    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"
    WORDS = "words"
    REPORTED = "reported"


FOUND = {
    Suspicion.LINK: "web addresses",
    Suspicion.EMAIL: "e-mail addresses",
    Suspicion.PHONE: "phone numbers",
    Suspicion.WORDS: "insults",
}
# Of countries only those that are no word: a missing space makes “fine.It holds”.
_ENDINGS = "com|net|org|info|biz|shop|store|eu|de|fr|es|pt|nl|ch|dk|fi|pl|uk|ie|io"
# Each part has a longest length and a place where it starts: no text makes them slow.
_LINK = re.compile(
    rf"https?:|www\.|(?<![\w-])[\w-]{{1,63}}\.(?:{_ENDINGS})(?!\w)", re.IGNORECASE
)
_EMAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.|\s?\(dot\)\s?)\w{2,}", re.IGNORECASE
)
# A number that could be dialed starts with + or 0 and has at least eight digits.
_PHONE = re.compile(r"(?<![\w.,])(?:\+|0)(?:[ ()./-]?\d){8,15}(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")


def suspicions(*texts: str) -> tuple[Suspicion, ...]:
    """In the order of the enumeration; nothing for what can be shown at once."""
    text = "\n".join(texts)
    without_mail = _EMAIL.sub(" ", text)
    found = {
        Suspicion.LINK: bool(_LINK.search(without_mail)),
        Suspicion.EMAIL: bool(_EMAIL.search(text)),
        Suspicion.PHONE: bool(_PHONE.search(text)),
        Suspicion.WORDS: any(word in banned_words() for word in _words(text)),
    }
    return tuple(suspicion for suspicion, is_there in found.items() if is_there)


@cache
def banned_words() -> frozenset[str]:
    lines = Path(__file__).with_name("banned_words.txt").read_text().splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
