from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from core.catalog.read_models import Rating
from core.reviews.workshop_queries import WorkshopReview
from core.ui.countries import country_name
from core.ui.format import day, number, quantity
from core.vendors.shop import Shop
from storefront.components.workshop import WorkshopCard, holiday_words
from storefront.pages.product.facts import Fact, policies_of


@dataclass(frozen=True, slots=True)
class ReviewView:
    piece: str = ""
    href: str = ""
    author: str = ""
    stars: str = ""
    share: int = 0
    title: str = ""
    body: str = ""
    written: str = ""

    @classmethod
    def of(cls, review: WorkshopReview) -> Self:
        return cls(
            piece=review.piece,
            href=f"/p/{review.piece_slug}",
            author=review.author,
            stars=str(review.rating),
            share=20 * review.rating,
            title=review.title,
            body=review.body,
            written=day(review.written_at),
        )


@dataclass(frozen=True, slots=True)
class ShopView:
    """``checked`` are facts about what the market has seen; they praise nobody."""

    card: WorkshopCard = field(default_factory=WorkshopCard)
    story: list[str] = field(default_factory=list[str])
    facts: list[Fact] = field(default_factory=list[Fact])
    checked: list[str] = field(default_factory=list[str])
    policies: list[Fact] = field(default_factory=list[Fact])
    trader: list[Fact] = field(default_factory=list[Fact])
    holiday: str = ""
    rating: str = ""
    rating_share: int = 0
    ratings: str = ""
    reviews: list[ReviewView] = field(default_factory=list[ReviewView])

    @classmethod
    def of(
        cls,
        shop: Shop,
        *,
        approved_at: datetime | None,
        rating: Rating,
        reviews: Sequence[WorkshopReview],
    ) -> Self:
        return cls(
            card=WorkshopCard.of(shop),
            story=[part.strip() for part in shop.story.split("\n") if part.strip()],
            facts=_facts(shop),
            checked=_checked(shop, approved_at),
            policies=policies_of(shop.policies),
            trader=_trader(shop),
            holiday=holiday_words(shop.back_on, shop.vacation_message),
            rating=str(rating.average) if rating.count else "",
            rating_share=rating.share,
            ratings=number(rating.count) if rating.count else "",
            reviews=[ReviewView.of(review) for review in reviews],
        )


def _facts(shop: Shop) -> list[Fact]:
    least, most = shop.dispatch_days_min, shop.dispatch_days_max
    found = (
        ("Making since", f"{shop.founded}" if shop.founded else ""),
        ("People", quantity(shop.people, "person", "people") if shop.people else ""),
        ("Leaves the workshop in", f"{least}–{most} days"),
        ("On EcoMarket since", day(shop.joined_on) if shop.joined_on else ""),
    )
    return [Fact(term, value) for term, value in found if value]


def _checked(shop: Shop, approved_at: datetime | None) -> list[str]:
    approved = f"Application checked and approved on {day(approved_at)}" if approved_at else ""
    found = (
        approved,
        "VAT number on file" if shop.vat_id else "",
        "Legal name and address on file" if shop.legal_name else "",
    )
    return [sentence for sentence in found if sentence]


def _trader(shop: Shop) -> list[Fact]:
    found = (
        ("Trader", shop.legal_name or shop.name),
        ("Address", f"{shop.legal_address}, {country_name(shop.country)}"),
        ("E-mail", shop.email),
        ("VAT number", shop.vat_id),
    )
    return [Fact(term, value) for term, value in found if value]
