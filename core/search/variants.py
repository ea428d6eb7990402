"""What is true of one and the same variant, as words that an index can look up.

"Blue, size M, in stock, up to 50 EUR" must hold for one variant. So a product carries a key for
every set of values that one of its variants has in a currency: a choice is one lookup of such a
key. Prices that differ between the variants are written beside the keys in steps of different
width, as a ruler has marks: a range is a handful of marks, never one for every price in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

from core.catalog.index_models import IndexableVariant
from core.catalog.slugs import slugify

SEPARATOR = "\x1f"  # between the parts of a token
STOCK = f"stock{SEPARATOR}yes"
OPTION = "opt_"
STEP_BITS, LEVELS = 5, 6
HIGHEST = 2 ** (STEP_BITS * LEVELS) - 1
REMEMBERED = 20_000  # of what many products have in common
_SPELLINGS = {"colour": "color", "colours": "color", "colors": "color", "sizes": "size"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A product in one currency: the variants that have a price there, and nothing of others.
    ``options`` hold ``(code, name, value)``, ``buyable`` those of which a variant can be bought
    now. ``keys`` are what variants are; ``steps`` say at what price, unless it is one for all.
    """

    lowest: int
    prices: tuple[int, ...]
    options: tuple[tuple[str, str, str], ...]
    buyable: tuple[tuple[str, str, str], ...]
    keys: tuple[str, ...]
    steps: tuple[str, ...]

    @property
    def has_one_price(self) -> bool:
        return len(self.prices) == 1


def offers_of(variants: Sequence[IndexableVariant]) -> Mapping[str, Offer]:
    currencies = dict.fromkeys(code for variant in variants for code in variant.prices)
    return {currency: _offer(currency, variants) for currency in currencies}


def token(code: str, value: str) -> str:
    """How a chosen value of a facet is looked up: letter case does not matter."""
    return f"{code}{SEPARATOR}{' '.join(value.casefold().split())}"


@lru_cache(maxsize=REMEMBERED)
def option_code(name: str) -> str:
    slug = slugify(name, longest=40, otherwise="option")
    return OPTION + _SPELLINGS.get(slug, slug)


def key_of(currency: str, tokens: Iterable[str]) -> str:
    return _key(currency, tuple(sorted(set(tokens))))


def steps_at(key: str, price: int) -> tuple[str, ...]:
    """The marks of a price, from fine to coarse."""
    return tuple([key + mark for mark in _marks(min(price, HIGHEST))])


@lru_cache(maxsize=REMEMBERED)
def _marks(price: int) -> tuple[str, ...]:
    return tuple(f"{level}{price >> STEP_BITS * level:x}" for level in range(LEVELS))


def steps_between(key: str, low: int | None, high: int | None) -> list[str]:
    """The fewest marks that cover the range, both ends included."""
    start, end = max(low or 0, 0), HIGHEST if high is None else min(high, HIGHEST)
    found: list[str] = []
    level = 0
    while start <= end:
        is_last = level == LEVELS - 1
        while start <= end and (is_last or start % 2**STEP_BITS):
            found.append(f"{key}{level}{start:x}")
            start += 1
        while start <= end and (end + 1) % 2**STEP_BITS:
            found.append(f"{key}{level}{end:x}")
            end -= 1
        start, end = start >> STEP_BITS, ((end + 1) >> STEP_BITS) - 1
        level += 1
    return found


def _offer(currency: str, variants: Sequence[IndexableVariant]) -> Offer:
    sold = [variant for variant in variants if currency in variant.prices]
    prices = sorted({variant.prices[currency] for variant in sold})
    keys: dict[str, None] = {}
    steps: dict[str, None] = {}
    for variant in sold:
        own = _keys(currency, variant.options, is_buyable=variant.is_buyable)
        keys.update(own)
        if len(prices) > 1:
            marks = _marks(min(variant.prices[currency], HIGHEST))
            steps.update(dict.fromkeys([key + mark for key in own for mark in marks]))
    return Offer(
        lowest=prices[0],
        prices=tuple(prices),
        options=_options(sold),
        buyable=_options([variant for variant in sold if variant.is_buyable]),
        keys=tuple(keys),
        steps=tuple(steps),
    )


@lru_cache(maxsize=REMEMBERED)
def _keys(
    currency: str, options: tuple[tuple[str, str], ...], *, is_buyable: bool
) -> dict[str, None]:
    """Every non-empty set of what such a variant is, being in stock included."""
    tokens = sorted({token(option_code(name), value) for name, value in options})
    if is_buyable:
        tokens = sorted([*tokens, STOCK])
    return dict.fromkeys(
        _key(currency, chosen)
        for size in range(1, len(tokens) + 1)
        for chosen in combinations(tokens, size)
    )


def _key(currency: str, tokens: tuple[str, ...]) -> str:
    written = SEPARATOR.join((currency, *tokens)).encode()
    return blake2b(written, digest_size=8).hexdigest()


def _options(variants: Sequence[IndexableVariant]) -> tuple[tuple[str, str, str], ...]:
    given = dict.fromkeys(option for variant in variants for option in variant.options)
    return tuple([(option_code(name), name, value) for name, value in given])
