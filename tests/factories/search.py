"""Search documents without a database."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from core.catalog.index_models import IndexableProduct, IndexableVariant
from core.catalog.models import AttributeKind
from core.catalog.read_models import AttributeData, CategoryData
from core.kernel.ids import new_id
from core.search.document import Document, Synonyms, document

_numbers = count(1)
START = datetime(2026, 1, 1, tzinfo=UTC)


def an_indexable(
    title: str = "Vase",
    *,
    variants: Sequence[Mapping[str, str]] = ({},),
    price: int | Mapping[str, int] = 2000,
    sold_out: Sequence[int] = (),
    attributes: Mapping[str, Sequence[str]] | None = None,
    categories: Sequence[str] = (),
    vendor: str = "Olaria",
    tags: Sequence[str] = (),
    terms: Sequence[str] = (),
    description: str = "",
    technique: str = "",
    sku: str = "",
) -> IndexableProduct:
    """``variants`` are the options of each; those numbered in ``sold_out`` have no stock."""
    number = next(_numbers)
    prices = {"EUR": price} if isinstance(price, int) else price
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
                prices=prices,
                is_buyable=place not in sold_out,
            )
            for place, options in enumerate(variants)
        ),
        has_image=True,
        published_at=START + timedelta(minutes=number),
        updated_at=START,
    )


def a_document(title: str = "Vase", *, synonyms: Synonyms | None = None, **facts) -> Document:
    return document(an_indexable(title, **facts), synonyms or Synonyms([]))
