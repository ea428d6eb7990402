"""Search documents without a database."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from core.catalog.index_models import IndexableProduct, IndexableVariant
from core.catalog.models import AttributeKind
from core.catalog.read_models import AttributeData, CategoryData
from core.kernel.ids import new_id
from core.search.document import Document, document
from core.search.synonyms import Group, Synonyms

_numbers = count(1)
START = datetime(2026, 1, 1, tzinfo=UTC)


def an_indexable(
    title: str = "Vase",
    *,
    variants: Sequence[Mapping[str, str]] = ({},),
    price: int | Mapping[str, int] | Sequence[Mapping[str, int]] = 2000,
    sold_out: Sequence[int] = (),
    attributes: Mapping[str, Sequence[str]] | None = None,
    categories: Sequence[str] = (),
    vendor: str = "Olaria",
    tags: Sequence[str] = (),
    terms: Sequence[str] = (),
    description: str = "",
    technique: str = "",
    sku: str = "",
    rating: tuple[int, int] = (0, 0),
    verified: int = 0,
    days: int = 3,
    country: str = "PT",
    zones: Mapping[str, tuple[str, ...]] | None = None,
) -> IndexableProduct:
    """``variants`` are the options of each; those numbered in ``sold_out`` have no stock.
    ``price`` is one for all of them or a sequence, ``rating`` the number and the sum of stars.
    """
    number = next(_numbers)
    everywhere = {"EUR": price} if isinstance(price, int) else price
    prices = (
        [everywhere] * len(variants) if isinstance(everywhere, Mapping) else list(everywhere)
    )
    return IndexableProduct(
        id=new_id(),
        slug=f"product-{number}",
        title=title,
        summary="",
        description_html=description,
        tags=tuple(tags),
        search_terms=tuple(terms),
        features=(),
        technique=technique,
        origin_country="",
        materials=(),
        vendor_id=new_id(),
        vendor_slug=vendor.lower().replace(" ", "-"),
        vendor_name=vendor,
        vendor_country=country,
        delivery_zones=zones or {},
        category_path=tuple(
            CategoryData(new_id(), name.lower().replace(" ", "-"), name) for name in categories
        ),
        attributes=tuple(
            AttributeData(
                code,
                code.capitalize(),
                AttributeKind.TEXT,
                "",
                is_facet=True,
                values=tuple(values),
            )
            for code, values in (attributes or {}).items()
        ),
        variants=tuple(
            IndexableVariant(
                sku=f"{sku or f'SKU-{number}'}-{place}",
                options=tuple(options.items()),
                prices=prices[place],
                is_buyable=place not in sold_out,
                dispatch_days=days,
            )
            for place, options in enumerate(variants)
        ),
        impact=({"evidence": "verified"},) * verified,
        rating_count=rating[0],
        rating_sum=rating[1],
        published_at=START + timedelta(minutes=number),
    )


def a_document(title: str = "Vase", **facts) -> Document:
    return document(an_indexable(title, **facts))


def synonyms(*groups: Sequence[str], is_one_way: bool = False) -> Synonyms:
    return Synonyms(Group(tuple(group), is_one_way) for group in groups)
