"""A promotion as people write it: amounts and percents as typed, things by their addresses."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from core.kernel.currencies import CURRENCIES
from core.promotions.models import FundedBy, PromotionKind
from core.promotions.terms import TierBasis

BPS = 100
MOST_USES = 10_000_000


def _words(value: object) -> object:
    """One a line, or parted by commas."""
    if isinstance(value, str):
        parts = value.replace(",", "\n").splitlines()
        return tuple(part.strip() for part in parts if part.strip())
    return value


def _number(value: object) -> object:
    return value.replace(",", ".").strip("€$% ") if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_words), Field(max_length=200)]
Percent = Annotated[Decimal, BeforeValidator(_number), Field(gt=0, le=100, decimal_places=2)]
Sum = Annotated[Decimal, BeforeValidator(_number), Field(gt=0, le=10**7, decimal_places=2)]
Units = Annotated[int, Field(ge=1, le=999)]
Uses = Annotated[int, Field(ge=1, le=MOST_USES)]


class PromotionForm(BaseModel):
    """``bundle`` and ``tiers`` are lines such as ``oak-board x2`` and ``3: 10``."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: str = Field(max_length=80)
    label: str = Field(max_length=60)
    kind: PromotionKind
    is_automatic: bool = False
    code: str = Field(default="", max_length=40)
    funded_by: FundedBy = FundedBy.PLATFORM
    platform_percent: Percent | None = None
    currency: str = ""
    percent: Percent | None = None
    amount: Sum | None = None
    cap: Sum | None = None
    buy: Units | None = None
    get: Units | None = None
    rewards: Words = ()
    bundle: Words = ()
    tiers: Words = ()
    tier_basis: TierBasis = TierBasis.QUANTITY
    products: Words = ()
    categories: Words = ()
    collections: Words = ()
    workshops: Words = ()
    not_products: Words = ()
    not_categories: Words = ()
    groups: Words = ()
    countries: Words = ()
    is_first_order: bool = False
    minimum: Sum | None = None
    minimum_quantity: Units | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    priority: int = Field(default=0, ge=-1000, le=1000)
    stacking_group: str = Field(default="", max_length=40)
    is_exclusive: bool = False
    total_limit: Uses | None = None
    customer_limit: Uses | None = None
    budget: Sum | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        self._ensure_benefit()
        by_sum = bool(self.tiers) and self.tier_basis is TierBasis.SUM
        has_money = by_sum or any((self.amount, self.cap, self.minimum, self.budget))
        if self.currency and self.currency not in CURRENCIES:
            raise ValueError("Choose a currency of the shop.")
        if has_money and not self.currency:
            raise ValueError("Choose the currency that the amounts are in.")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("It cannot end before it starts.")
        if self.funded_by is FundedBy.SHARED and not self._shares():
            raise ValueError("Say what part of a shared discount the market pays.")
        return self

    def _shares(self) -> bool:
        return self.platform_percent is not None and self.platform_percent < BPS

    def _ensure_benefit(self) -> None:
        """Each kind needs its own numbers."""
        needs: dict[PromotionKind, tuple[object, str]] = {
            PromotionKind.PERCENT: (self.percent, "Say how many percent."),
            PromotionKind.AMOUNT: (self.amount, "Say which amount."),
            PromotionKind.FREE_DELIVERY: (True, ""),
            PromotionKind.BUY_GET: (
                self.buy and self.get and self.percent,
                "Say how many to buy, how many are reduced, and by how many percent.",
            ),
            PromotionKind.BUNDLE: (
                self.bundle and (self.percent or self.amount),
                "Name the pieces of the set, and a percentage or an amount.",
            ),
            PromotionKind.TIER: (self.tiers, "Write the steps, such as 3: 10."),
        }
        is_there, sentence = needs[self.kind]
        if not is_there:
            raise ValueError(sentence)
