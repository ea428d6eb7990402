"""Reviews of a piece as the browser gets them, and the addresses of their filters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from core.kernel.pagination import Page
from core.reviews.models import MOST_STARS
from core.reviews.read_models import (
    QuestionData,
    RatingSummary,
    ReviewData,
    ReviewFilter,
    ReviewSort,
)
from core.ui.components.media import ImageView
from core.ui.format import day, number, quantity
from core.ui.ids import find_id
from core.ui.urls import changed
from storefront.components.pictures import picture_view

ANCHOR = "#reviews"
STARS, SORT, OF, PHOTOS, PAGE = "stars", "sort", "of", "photos", "page"
SORTS = {
    ReviewSort.HELPFUL: "Most helpful",
    ReviewSort.NEWEST: "Newest",
    ReviewSort.LOWEST: "Lowest rating",
    ReviewSort.HIGHEST: "Highest rating",
}
QUESTIONS = "questions"
PARAMETERS = ("variant", STARS, SORT, OF, PHOTOS)


@dataclass(frozen=True, slots=True)
class PhotoView:
    href: str = ""
    image: ImageView = field(default_factory=ImageView)


@dataclass(frozen=True, slots=True)
class ReviewView:
    id: str = ""
    author: str = ""
    rating: str = ""
    share: int = 0
    title: str = ""
    body: str = ""
    bought: str = ""
    written: str = ""
    edited: str = ""
    helpful: int = 0
    photos: list[PhotoView] = field(default_factory=list[PhotoView])
    reply: str = ""
    replied: str = ""

    @classmethod
    def of(cls, review: ReviewData) -> Self:
        return cls(
            id=str(review.id),
            author=review.author,
            rating=str(review.rating),
            share=100 * review.rating // MOST_STARS,
            title=review.title,
            body=review.body,
            bought=" / ".join(review.options),
            written=day(review.written_at),
            edited=day(review.edited_at) if review.edited_at else "",
            helpful=review.helpful,
            photos=[
                PhotoView(
                    photo.picture.url(1080),
                    picture_view(photo.picture, f"Photo {place} by {review.author}"),
                )
                for place, photo in enumerate(review.photos, 1)
            ],
            reply=review.reply,
            replied=day(review.replied_at) if review.replied_at else "",
        )


@dataclass(frozen=True, slots=True)
class BarView:
    """How many gave so many stars, as a link to them."""

    stars: int = 0
    label: str = ""
    count: int = 0
    share: int = 0
    href: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceLink:
    label: str = ""
    href: str = ""
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class SummaryView:
    """``filters`` are what is chosen, each a link to the list without it."""

    average: str = ""
    share: int = 0
    count: int = 0
    counted: str = ""
    bars: list[BarView] = field(default_factory=list[BarView])
    sorts: list[ChoiceLink] = field(default_factory=list[ChoiceLink])
    variants: list[ChoiceLink] = field(default_factory=list[ChoiceLink])
    photos: ChoiceLink = field(default_factory=ChoiceLink)
    filters: list[ChoiceLink] = field(default_factory=list[ChoiceLink])

    @classmethod
    def of(
        cls, summary: RatingSummary, wanted: ReviewFilter, path: str, query: Mapping[str, str]
    ) -> Self:
        def href(**changes: str | int | None) -> str:
            return changed(path, query, **changes) + ANCHOR

        rating = summary.rating
        return cls(
            average=str(rating.average),
            share=rating.share,
            count=rating.count,
            counted=quantity(rating.count, "review"),
            bars=[
                BarView(
                    stars,
                    quantity(stars, "star"),
                    count,
                    round(100 * count / rating.count) if rating.count else 0,
                    href(stars=None if wanted.stars == stars else stars),
                    wanted.stars == stars,
                )
                for stars, count in summary.by_stars.items()
            ],
            sorts=[
                ChoiceLink(
                    label,
                    href(sort=None if sort is ReviewSort.HELPFUL else sort.value),
                    wanted.sort is sort,
                )
                for sort, label in SORTS.items()
            ],
            variants=_variants(summary, wanted, path, query),
            photos=_photos(summary, wanted, path, query),
            filters=_filters(summary, wanted, path, query),
        )


@dataclass(frozen=True, slots=True)
class QuestionView:
    id: str = ""
    author: str = ""
    asked: str = ""
    body: str = ""
    answer: str = ""
    answered: str = ""

    @classmethod
    def of(cls, question: QuestionData) -> Self:
        return cls(
            id=str(question.id),
            author=question.author,
            asked=day(question.asked_at),
            body=question.body,
            answer=question.answer,
            answered=day(question.answered_at) if question.answered_at else "",
        )


def turns(page: Page[QuestionData], path: str, sent: Mapping[str, str]) -> tuple[str, str, str]:
    """To newer answers, to older ones, and how many there are of how many."""
    kept = {name: sent[name] for name in (*PARAMETERS, PAGE) if name in sent}

    def href(number: int) -> str:
        return changed(path, kept, questions=number if number > 1 else None) + "#questions"

    first = (page.number - 1) * page.size + 1
    last = first + len(page.items) - 1
    is_one = page.count == 1
    return (
        href(page.number - 1) if page.number > 1 else "",
        href(page.number + 1) if page.has_next else "",
        "" if is_one else f"{first}–{last} of {quantity(page.total, 'answered question')}",
    )


def read_filter(query: Mapping[str, str]) -> ReviewFilter:
    """What the address asks for; what makes no sense is as if it were not there."""
    stars = query.get(STARS, "")
    sort = query.get(SORT, "")
    return ReviewFilter(
        stars=int(stars) if stars in {"1", "2", "3", "4", "5"} else None,
        variant_id=find_id(query.get(OF, "")),
        with_photos=query.get(PHOTOS) == "1",
        sort=ReviewSort(sort) if sort in set(ReviewSort) else ReviewSort.HELPFUL,
    )


def _variants(
    summary: RatingSummary, wanted: ReviewFilter, path: str, query: Mapping[str, str]
) -> list[ChoiceLink]:
    """Nothing to choose while all write about the same."""
    if len(summary.variants) < 2:  # noqa: PLR2004  a choice begins with two
        return []
    return [
        ChoiceLink(
            f"{label} ({number(count)})",
            changed(path, query, of=None if wanted.variant_id == v else str(v)) + ANCHOR,
            wanted.variant_id == v,
        )
        for v, label, count in summary.variants
    ]


def _photos(
    summary: RatingSummary, wanted: ReviewFilter, path: str, query: Mapping[str, str]
) -> ChoiceLink:
    if not summary.with_photos:
        return ChoiceLink()
    href = changed(path, query, photos=None if wanted.with_photos else 1) + ANCHOR
    return ChoiceLink(f"With photos ({summary.with_photos})", href, wanted.with_photos)


def _filters(
    summary: RatingSummary, wanted: ReviewFilter, path: str, query: Mapping[str, str]
) -> list[ChoiceLink]:
    names = {variant: label for variant, label, _ in summary.variants}
    chosen = (
        (STARS, quantity(wanted.stars, "star") if wanted.stars else ""),
        (OF, names.get(wanted.variant_id, "") if wanted.variant_id else ""),
        (PHOTOS, "With photos" if wanted.with_photos else ""),
    )
    return [
        ChoiceLink(label, changed(path, query, **{name: None}) + ANCHOR)
        for name, label in chosen
        if label
    ]
