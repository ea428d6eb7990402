"""How far two words are apart, and which of many is nearest."""

from collections.abc import Iterable

ONE_TYPO_FROM, TWO_TYPOS_FROM = 4, 8


def typos_allowed(word: str) -> int:
    if len(word) < ONE_TYPO_FROM:
        return 0
    return 2 if len(word) >= TWO_TYPOS_FROM else 1


def distance(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap; anything above ``most`` is ``most + 1``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        current = [i]
        for j, against in enumerate(other, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (letter != against))
            is_swap = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against
            current.append(min(cost, before[j - 2] + 1) if is_swap else cost)
        before, row = row, current
        if min(row) > most:
            return most + 1
    return row[-1]


def is_close(one: str, other: str) -> bool:
    most = min(typos_allowed(one), typos_allowed(other))
    return distance(one, other, most) <= most


def nearest(word: str, known: Iterable[tuple[str, int]]) -> str:
    """The known word that was most likely meant, given how often each occurs; "" for none."""
    most = typos_allowed(word)
    best: tuple[int, int, str] | None = None
    for candidate, count in known:
        if not candidate.isalpha() or abs(len(candidate) - len(word)) > most:
            continue
        apart = distance(word, candidate, most)
        if 0 < apart <= most and (best is None or (apart, -count, candidate) < best):
            best = (apart, -count, candidate)
    return best[2] if best else ""
