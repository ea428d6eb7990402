from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from core.catalog.edit_models import ProductRow
from core.catalog.models import ProductStatus
from core.ui.format import ago, price_range, quantity
from core.ui.urls import changed
from vendor_portal.state.product_words import PRODUCT_WORDS

PATH = "/products"
# By slug: the title and the statuses of each view. The first is the one without a query.
VIEWS: Mapping[str, tuple[str, tuple[ProductStatus, ...]]] = {
    "all": ("All", tuple(set(ProductStatus) - {ProductStatus.ARCHIVED})),
    "live": ("Live", (ProductStatus.PUBLISHED,)),
    "draft": ("Drafts", (ProductStatus.DRAFT,)),
    "in_review": ("In review", (ProductStatus.IN_REVIEW,)),
    "changes": ("Needs changes", (ProductStatus.REJECTED,)),
    "paused": ("Paused", (ProductStatus.PAUSED,)),
    "archived": ("Archived", (ProductStatus.ARCHIVED,)),
}


@dataclass(frozen=True, slots=True)
class ViewTab:
    label: str
    href: str
    is_current: bool
    count: str

    @classmethod
    def of(
        cls,
        slug: str,
        current: str,
        query: Mapping[str, str],
        counts: Mapping[ProductStatus, int],
    ) -> Self:
        label, statuses = VIEWS[slug]
        count = sum(counts.get(status, 0) for status in statuses)
        return cls(
            label=label,
            href=changed(PATH, query, status=slug if slug != "all" else None),
            is_current=slug == current,
            count=str(count) if count else "",
        )


@dataclass(frozen=True, slots=True)
class ProductLine:
    id: str
    href: str
    title: str
    image: str
    kind: str
    stock: str
    is_low: bool
    price: str
    changed: str
    status: str
    tone: str
    shape: str

    @classmethod
    def of(cls, row: ProductRow) -> Self:
        word, tone, shape = PRODUCT_WORDS[row.status]
        priced = row.price_from is not None and row.price_to is not None
        return cls(
            id=str(row.id),
            href=f"{PATH}/{row.id}",
            title=row.title,
            image=row.picture.original if row.picture else "",
            kind=" · ".join(
                part for part in (quantity(row.variants, "variant"), row.category_name) if part
            ),
            stock=f"{row.units:,}",
            is_low=row.is_low,
            price=price_range(row.price_from, row.price_to) if priced else "No price",  # pyright: ignore[reportArgumentType]
            changed=ago(row.updated_at),
            status=word,
            tone=tone,
            shape=shape,
        )
