"""The pieces that may come back, with what is told before anything is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from core.catalog.models import ProductVariant, VariantPrice
from core.kernel.money import Money
from core.media.picture import media_url
from core.orders.models import OrderLine, VendorOrder
from core.returns.terms import returnable, window_of
from core.ui.format import day, money
from core.vendors.models import Vendor


@dataclass(frozen=True, slots=True)
class ReturnableLine:
    id: str = ""
    title: str = ""
    options: str = ""
    image: str = ""
    left: int = 0
    unit: str = ""
    why_not: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    variants: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    @classmethod
    def of(
        cls,
        line: OrderLine,
        currency: str,
        unsettled: int,
        variants: Sequence[ProductVariant],
        prices: Mapping[tuple[UUID, str], VariantPrice],
    ) -> Self:
        left = returnable(line, unsettled)
        return cls(
            id=str(line.id),
            title=line.title,
            options=", ".join(line.options),
            image=media_url(line.image_key) if line.image_key else "",
            left=left,
            unit=money(Money(line.total_minor, currency).scale(1, line.quantity)),
            why_not="" if left else "Is on its way back, or its money was given back.",
            choices=[(str(n), str(n)) for n in range(left + 1)],
            variants=_others(line, currency, variants, prices),
        )


@dataclass(frozen=True, slots=True)
class TermsView:
    """How long, without a reason and with one, and who pays the way."""

    workshop: str = ""
    legal: str = ""
    until: str = ""
    has_longer: bool = False
    is_over: bool = False
    faults: str = ""
    has_arrived: bool = False

    @classmethod
    def of(cls, part: VendorOrder, vendor: Vendor, *, is_over: bool) -> Self:
        window = window_of(part)
        if window is None:
            return cls(workshop=vendor.name)
        return cls(
            workshop=vendor.name,
            legal=day(window.legal_until),
            until=day(window.until),
            has_longer=window.until > window.legal_until,
            is_over=is_over,
            faults=day(window.fault_until),
            has_arrived=True,
        )


@dataclass(frozen=True, slots=True)
class SummaryView:
    """What happens when the buyer confirms, to the cent."""

    pieces: list[str] = field(default_factory=list[str])
    reason: str = ""
    wish: str = ""
    amount: str = ""
    delivery: str = ""
    postage: str = ""


def _others(
    line: OrderLine,
    currency: str,
    variants: Sequence[ProductVariant],
    prices: Mapping[tuple[UUID, str], VariantPrice],
) -> list[tuple[str, str]]:
    """Variants of the same piece that cost no more than this one did."""
    found: list[tuple[str, str]] = []
    for variant in variants:
        price = prices.get((variant.id, currency))
        if (
            variant.product_id == line.product_id
            and variant.is_active
            and price is not None
            and price.amount_minor <= line.unit_minor
        ):
            words = ", ".join(variant.options) or line.title
            found.append((str(variant.id), f"{words}, {money(price.amount)}"))
    return found
