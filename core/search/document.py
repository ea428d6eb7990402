"""A product as a search document. Pure: what is found by which word is decided here."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from uuid import UUID

from core.catalog.description import plain_text
from core.catalog.index_models import IndexableProduct, IndexableVariant
from core.catalog.slugs import slugify

SEPARATOR = "\x1f"  # between the parts of a token
JOINT = "\x1e"  # between the tokens of a combination
STOCK = f"stock{SEPARATOR}yes"
OPTION = "opt_"
LONGEST_DESCRIPTION = 4000
AVAILABLE_FIRST = 10**11  # far more seconds than any date has
_SPELLINGS = {"colour": "color", "colours": "color", "colors": "color", "sizes": "size"}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Document:
    """``terms`` are the words that describe it best after the title; ``synonyms`` what else
    they are called. ``facets`` and ``options`` hold ``(code, name, value)``, ``buyable`` those
    options of which a variant is in stock; ``combinations`` every set of values that one
    variant has, so that two values never match across variants.
    """

    id: UUID
    slug: str
    title: str
    terms: tuple[str, ...]
    synonyms: tuple[str, ...]
    body: str
    skus: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    vendor: tuple[str, str]
    facets: tuple[tuple[str, str, str], ...]
    options: tuple[tuple[str, str, str], ...]
    buyable: tuple[tuple[str, str, str], ...]
    combinations: tuple[str, ...]
    prices: Mapping[str, int]
    is_in_stock: bool
    published: int
    rank: int


class Synonyms:
    """Groups of words and phrases that stand for each other, looked up by any of them."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._by_words: dict[tuple[str, ...], list[Sequence[str]]] = {}
        for group in groups:
            for phrase in group:
                self._by_words.setdefault(_stems(phrase), []).append(group)
        self._longest = max(map(len, self._by_words), default=0)

    def of(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Everything that the words of the texts are also called."""
        found: dict[str, None] = {}
        for text in texts:
            words = _stems(text)
            for start in range(len(words)):
                for length in range(1, self._longest + 1):
                    for group in self._by_words.get(words[start : start + length], ()):
                        found |= dict.fromkeys(group)
        return tuple(found)


def document(product: IndexableProduct, synonyms: Synonyms) -> Document:
    categories = tuple((c.slug, c.name) for c in product.category_path)
    named = (product.title, *(name for _, name in categories[-1:]), *product.search_terms)
    values = [value for attribute in product.attributes for value in attribute.values]
    options = _options(product.variants)
    is_in_stock = any(variant.is_buyable for variant in product.variants)
    published = _seconds(product.published_at)
    return Document(
        id=product.id,
        slug=product.slug,
        title=product.title,
        terms=(
            *product.search_terms, *product.tags, *(name for _, name in categories),
            product.vendor_name, product.technique, *product.materials, *values,
            *(value for _, _, value in options),
        ),
        synonyms=synonyms.of((*named, *product.tags)),
        body=" ".join((
            product.summary, *product.features,
            plain_text(product.description_html)[:LONGEST_DESCRIPTION],
        )),
        skus=tuple(v.sku for v in product.variants if v.sku),
        categories=categories,
        vendor=(product.vendor_slug, product.vendor_name),
        facets=_facets(product),
        options=options,
        buyable=_options([v for v in product.variants if v.is_buyable]),
        combinations=_combinations(product.variants),
        prices=_lowest_prices(product.variants),
        is_in_stock=is_in_stock,
        published=published,
        rank=published + (AVAILABLE_FIRST if is_in_stock else 0),
    )  # fmt: skip


def token(code: str, value: str) -> str:
    """How a chosen value of a facet is looked up: letter case does not matter."""
    return f"{code}{SEPARATOR}{' '.join(value.casefold().split())}"


def combination(tokens: Iterable[str]) -> str:
    return JOINT.join(sorted(set(tokens)))


def option_code(name: str) -> str:
    slug = slugify(name, longest=40, otherwise="option")
    return OPTION + _SPELLINGS.get(slug, slug)


def _facets(product: IndexableProduct) -> tuple[tuple[str, str, str], ...]:
    found = [
        (attribute.code, attribute.name, value)
        for attribute in product.attributes
        if attribute.is_facet
        for value in attribute.values
    ]
    known = {code for code, _, _ in found}
    own = (
        ("technique", "Technique", product.technique),
        ("origin", "Made in", product.origin_country),
    )
    found += [fact for fact in own if fact[2] and fact[0] not in known]
    return tuple(dict.fromkeys(found))


def _options(variants: Sequence[IndexableVariant]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        dict.fromkeys(
            (option_code(name), name, value)
            for variant in variants
            for name, value in variant.options
        )
    )


def _combinations(variants: Sequence[IndexableVariant]) -> tuple[str, ...]:
    """Every non-empty set of what one variant is, being in stock included."""
    found: dict[str, None] = {}
    for variant in variants:
        tokens = [token(option_code(name), value) for name, value in variant.options]
        if variant.is_buyable:
            tokens.append(STOCK)
        for size in range(1, len(tokens) + 1):
            for chosen in combinations(tokens, size):
                found[combination(chosen)] = None
    return tuple(found)


def _lowest_prices(variants: Sequence[IndexableVariant]) -> dict[str, int]:
    lowest: dict[str, int] = {}
    for variant in variants:
        for currency, minor in variant.prices.items():
            lowest[currency] = min(minor, lowest.get(currency, minor))
    return lowest


def _seconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())


def _stems(text: str) -> tuple[str, ...]:
    """Words without their plural, as far as looking up a synonym needs it."""
    return tuple(word.removesuffix("s") for word in _WORD.findall(text.casefold()))
