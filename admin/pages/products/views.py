from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from admin.state.mark import Mark
from admin.state.tabs import ViewTab
from admin.state.words import PRODUCT_WORDS
from core.catalog.edit_models import ProductRow as ProductFacts
from core.catalog.models import ProductStatus
from core.ui.format import ago, money, number, price_range, quantity
from core.ui.urls import changed

PATH = "/products"
THUMBNAIL = 160


@dataclass(frozen=True, slots=True)
class ProductRow:
    """``since`` is how long it waits for a moderator, or when it was changed."""

    title: str
    href: str
    image: str
    workshop: str
    vendor_href: str
    category: str
    price: str
    stock: str
    since: str
    status: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, facts: ProductFacts) -> Self:
        is_waiting = facts.status is ProductStatus.IN_REVIEW and facts.submitted_at
        return cls(
            title=facts.title or "Untitled",
            href=f"{PATH}/{facts.id}",
            image=facts.picture.url(THUMBNAIL) if facts.picture else "",
            workshop=facts.vendor_name,
            vendor_href=f"/vendors/{facts.vendor_id}",
            category=facts.category_name,
            price=_price(facts),
            stock=f"{number(facts.units)} in {quantity(facts.variants, 'variant')}",
            since=f"Sent in {ago(facts.submitted_at)}" if is_waiting and facts.submitted_at
            else f"Changed {ago(facts.updated_at)}",
            status=Mark.of(PRODUCT_WORDS[facts.status]),
        )  # fmt: skip


def status_tabs(
    current: ProductStatus | None,
    query: Mapping[str, str],
    counts: Mapping[ProductStatus, int],
) -> list[ViewTab]:
    """The moderation queue first: it is what one comes for."""
    queue = ProductStatus.IN_REVIEW
    order = [queue, None, *(status for status in ProductStatus if status is not queue)]
    return [
        ViewTab(
            label=PRODUCT_WORDS[status][0] if status else "All",
            href=changed(PATH, query, status=status),
            is_current=status is current,
            count=number(counts.get(status, 0)) if status else "",
        )
        for status in order
        if status is None or status is queue or counts.get(status)
    ]


def _price(facts: ProductFacts) -> str:
    if facts.price_from is None:
        return "No price in euros"
    if facts.price_to is None:
        return money(facts.price_from)
    return price_range(facts.price_from, facts.price_to)
