"""What a promotion takes off and what it asks for, checked when it is written."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

MOST_LISTED = 200
MOST_TIERS = 10

Bps = Annotated[int, Field(ge=1, le=10_000)]
Minor = Annotated[int, Field(ge=1, le=10**12)]
Units = Annotated[int, Field(ge=1, le=999)]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]
Ids = Annotated[frozenset[UUID], Field(max_length=MOST_LISTED)]


class TierBasis(StrEnum):
    QUANTITY = "quantity"
    SUM = "sum"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tier(_Part):
    """From so many units, or from such a sum, so many percent."""

    threshold: int = Field(ge=1, le=10**12)
    percent_bps: Bps


class SetPiece(_Part):
    """A product of a bundle, and how many of it one bundle has."""

    product_id: UUID
    quantity: Units = 1


class Scope(_Part):
    """Which lines a promotion is about. An empty list asks for nothing; lists narrow down."""

    products: Ids = frozenset()
    categories: Ids = frozenset()
    collections: Ids = frozenset()
    vendors: Ids = frozenset()
    not_products: Ids = frozenset()
    not_categories: Ids = frozenset()


class Terms(_Part):
    """The benefit (by the kind of the promotion) and its conditions."""

    scope: Scope = Scope()

    percent_bps: Bps | None = None
    amount_minor: Minor | None = None
    cap_minor: Minor | None = None
    buy_quantity: Units | None = None
    get_quantity: Units | None = None
    reward_products: Ids = frozenset()
    bundle: tuple[SetPiece, ...] = Field(default=(), max_length=20)
    tier_basis: TierBasis = TierBasis.QUANTITY
    tiers: tuple[Tier, ...] = Field(default=(), max_length=MOST_TIERS)

    minimum_minor: Minor | None = None
    minimum_quantity: Units | None = None
    countries: tuple[Country, ...] = Field(default=(), max_length=60)
    groups: Ids = frozenset()
    is_first_order: bool = False

    @property
    def has_money(self) -> bool:
        """Whether any of the terms is an amount, so that they hold in one currency only."""
        by_sum = bool(self.tiers) and self.tier_basis is TierBasis.SUM
        return by_sum or any((self.amount_minor, self.cap_minor, self.minimum_minor))
