"""A product's rating while many write, edit and remove reviews of it at the same time."""

import pytest
from sqlalchemy import text

from core.catalog.models import Product
from core.db.session import transaction
from core.reviews.models import ContentStatus, Review
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.reviews import a_review, many_lines
from tests.factories.shop import a_shopper
from tests.races.racing import race

# Lines for 64 reviewers are written into one small order, past its sums.
pytestmark = [
    pytest.mark.race,
    pytest.mark.bends_rows,
    pytest.mark.usefixtures("many_connections"),
]
RACERS = 64

# What a naive trigger would do: look, then write what it saw.
COUNTED_ANEW = """
CREATE OR REPLACE FUNCTION ecomarket_rate_product() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE seen record;
BEGIN
  SELECT count(*) AS votes, coalesce(sum(rating), 0) AS stars INTO seen FROM reviews
    WHERE product_id = coalesce(NEW.product_id, OLD.product_id) AND status = 'published';
  PERFORM pg_sleep(0.02);
  UPDATE products SET rating_count = seen.votes, rating_sum = seen.stars
    WHERE id = coalesce(NEW.product_id, OLD.product_id);
  RETURN NULL;
END $$
"""


async def a_reviewed_piece():
    """A piece, and for each racer a review of it that stands or a line without one."""
    async with transaction() as session:
        [mug] = await a_shelf(session, prices=(1250,))
        order = await a_paid_order(session, [mug])
        lines = await many_lines(session, order, mug, RACERS)
        shoppers = [(await a_shopper(session)).require_user() for _ in range(RACERS)]
        standing = [
            await a_review(session, mug, line, user_id=who, rating=1 + number % 5)
            if number % 4
            else None
            for number, (line, who) in enumerate(zip(lines, shoppers, strict=True))
        ]
    return mug, lines, shoppers, standing


async def write_edit_or_remove(piece):
    mug, lines, shoppers, standing = piece

    async def act(index):
        async with transaction() as session:
            if standing[index] is None:
                await a_review(session, mug, lines[index], user_id=shoppers[index], rating=4)
                return
            review = await session.get_one(Review, standing[index].id)
            match index % 4:
                case 1:
                    review.rating = 6 - review.rating
                case 2:
                    review.status = ContentStatus.REMOVED
                case _:
                    await session.delete(review)

    return await race(RACERS, act)


async def kept_and_true(product_id):
    async with transaction() as session:
        product = await session.get_one(Product, product_id)
        true = await session.execute(
            text(
                "SELECT count(*), coalesce(sum(rating), 0) FROM reviews "
                "WHERE product_id = :id AND status = 'published'"
            ),
            {"id": product_id},
        )
        return (product.rating_count, product.rating_sum), tuple(true.one())


async def test_64_reviews_edits_and_removals_at_once_leave_the_rating_exact():
    piece = await a_reviewed_piece()

    answers = await write_edit_or_remove(piece)

    kept, true = await kept_and_true(piece[0].product.id)
    assert [answer for answer in answers if answer is not None] == []
    assert kept == true
    assert true[0] == 32  # 16 written, 16 edited; 32 were taken away


async def test_a_rating_that_is_counted_anew_by_each_writer_goes_wrong(many_connections):
    """The negative control of the race above."""
    piece = await a_reviewed_piece()
    async with transaction() as session:
        given = await session.scalar(
            text("SELECT pg_get_functiondef('ecomarket_rate_product'::regproc)")
        )
        await session.execute(text(COUNTED_ANEW))
    try:
        await write_edit_or_remove(piece)
        kept, true = await kept_and_true(piece[0].product.id)
        assert kept != true
    finally:
        async with transaction() as session:
            await session.execute(text(given.replace(":=", r"\:=")))
