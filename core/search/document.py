"""A product as a search document. Pure: what is found by which word is decided here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from core.catalog.description import plain_text
from core.catalog.index_models import IndexableProduct
from core.search.ranking import Merits, fact_score, weighed_rating
from core.search.reach import reach
from core.search.variants import Offer, offers_of

LONGEST_DESCRIPTION = 4000
NEVER = 9_999  # days until dispatch of what cannot be bought


@dataclass(frozen=True, slots=True)
class Document:
    """``terms`` are the words that describe it best after the title. ``facets`` hold ``(code,
    name, value)``; what variants are lies in ``offers``, by currency. ``dispatch_days`` is when
    the soonest variant leaves the workshop, ``ships`` where the workshop delivers to.
    """

    id: UUID
    slug: str
    title: str
    terms: tuple[str, ...]
    body: str
    skus: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    vendor: tuple[str, str]
    facets: tuple[tuple[str, str, str], ...]
    offers: Mapping[str, Offer]
    ships: tuple[str, ...]
    dispatch_days: int
    merits: Merits


def document(product: IndexableProduct) -> Document:
    categories = tuple((c.slug, c.name) for c in product.category_path)
    values = [value for attribute in product.attributes for value in attribute.values]
    options = dict.fromkeys(v for variant in product.variants for _, v in variant.options)
    buyable = [variant for variant in product.variants if variant.is_buyable]
    return Document(
        id=product.id,
        slug=product.slug,
        title=product.title,
        terms=(
            *product.search_terms, *product.tags, *(name for _, name in categories),
            product.vendor_name, product.technique, *product.materials, *values, *options,
        ),
        body=" ".join((
            product.summary, *product.features,
            plain_text(product.description_html)[:LONGEST_DESCRIPTION],
        )),
        skus=tuple(v.sku for v in product.variants if v.sku),
        categories=categories,
        vendor=(product.vendor_slug, product.vendor_name),
        facets=_facets(product),
        offers=offers_of(product.variants),
        ships=reach(product.vendor_country, product.delivery_zones),
        dispatch_days=min((v.dispatch_days for v in buyable), default=NEVER),
        merits=Merits(
            published=_seconds(product.published_at),
            is_in_stock=bool(buyable),
            rating=weighed_rating(product.rating_count, product.rating_sum),
            facts=fact_score(product.impact),
        ),
    )  # fmt: skip


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


def _seconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())
