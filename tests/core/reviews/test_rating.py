"""The rating that a product carries: of published reviews, whoever changes them and how."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from core.catalog.card_queries import cards_by_ids
from core.catalog.models import Product
from core.catalog.page_queries import get_published
from core.catalog.read_models import Rating
from core.reviews.models import ContentStatus, ReviewVote
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.reviews import a_review, many_lines
from tests.factories.shop import a_shopper

pytestmark = pytest.mark.bends_rows  # lines are put into an order that was placed


@pytest.fixture
async def sold(session):
    [mug] = await a_shelf(session, prices=(1250,))
    order = await a_paid_order(session, [mug])
    return mug, await many_lines(session, order, mug, 4)


async def rating_of(session, piece):
    await session.flush()
    statement = select(Product.rating_count, Product.rating_sum)
    return tuple((await session.exec(statement.where(Product.id == piece.product.id))).one())


async def test_only_published_reviews_count(session, sold):
    mug, lines = sold
    for line, status in zip(lines, ContentStatus, strict=True):
        await a_review(session, mug, line, rating=3, status=status)

    assert await rating_of(session, mug) == (1, 3)


async def test_a_rating_follows_edits_decisions_and_deletion(session, sold):
    mug, lines = sold
    first = await a_review(session, mug, lines[0], rating=5)
    second = await a_review(session, mug, lines[1], rating=2)

    second.rating = 4
    assert await rating_of(session, mug) == (2, 9)
    second.status = ContentStatus.REMOVED
    assert await rating_of(session, mug) == (1, 5)
    second.status, second.rating = ContentStatus.PUBLISHED, 1
    assert await rating_of(session, mug) == (2, 6)
    await session.delete(first)
    assert await rating_of(session, mug) == (1, 1)


async def test_a_review_that_moves_takes_its_stars_along(session, sold):
    mug, lines = sold
    [lamp] = await a_shelf(session, prices=(4000,))
    review = await a_review(session, mug, lines[0], rating=2)

    review.product_id = lamp.product.id

    assert await rating_of(session, mug) == (0, 0)
    assert await rating_of(session, lamp) == (1, 2)


async def test_cards_and_pages_know_the_rating(session, sold):
    mug, lines = sold
    for line, stars in zip(lines, (5, 4, 4, 4), strict=True):
        await a_review(session, mug, line, rating=stars)

    [card] = await cards_by_ids(session, [mug.product.id], "EUR")
    await session.refresh(mug.product)
    page = await get_published(session, mug.product.slug, "EUR")

    assert card.rating == page.rating == Rating(4, 17)
    assert page.rating.average == Decimal("4.3")
    assert str(Rating(2, 4).average) == "2.0"


async def test_six_stars_do_not_exist(session, sold):
    mug, lines = sold

    with pytest.raises(IntegrityError, match="rating_in_stars"):
        await a_review(session, mug, lines[0], rating=6)


async def test_helpful_votes_are_counted_with_their_rows(session, sold):
    mug, lines = sold
    review = await a_review(session, mug, lines[0])
    votes = [
        ReviewVote(review_id=review.id, user_id=(await a_shopper(session)).require_user())
        for _ in range(3)
    ]
    session.add_all(votes)
    await session.flush()
    await session.delete(votes[0])
    await session.flush()

    await session.refresh(review)

    assert review.helpful_count == 2


@given(st.lists(st.integers(1, 5), min_size=1, max_size=400))
def test_the_average_is_right_to_one_decimal_with_halves_up(stars):
    rating = Rating(len(stars), sum(stars))

    exact = Fraction(sum(stars), len(stars))

    assert -Fraction(1, 20) < Fraction(rating.average) - exact <= Fraction(1, 20)
    assert 20 <= rating.share <= 100


def test_no_review_is_no_average():
    assert Rating().average == 0
    assert Rating().share == 0
