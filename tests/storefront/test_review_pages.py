"""Reviews and questions on the page of a piece, and the form that writes them."""

from typing import Any

import pytest
from sqlmodel import select

from core.identity.cookies import session_cookie
from core.identity.models import App, User
from core.kernel.pagination import Page
from core.reviews.ask_question import ask_question
from core.reviews.inputs import AnswerInput, QuestionInput, ReviewInput
from core.reviews.models import Question, Review
from core.reviews.reply import answer_question
from core.reviews.write_review import write_review
from storefront.pages.account_reviews.state import AccountReviewsState
from storefront.pages.product.sections.reviews.state import ReviewsState
from storefront.pages.product.sections.reviews.views import turns
from storefront.pages.review.state import ReviewFormState
from tests.factories.identity import a_session, a_user, customer
from tests.factories.orders import a_shelf
from tests.factories.principals import owner_of
from tests.factories.reviews import a_delivered_order, line_of
from tests.factories.shop import a_shopper
from tests.mounting import mount, sent_to_browser
from tests.statements import recorded_statements

WRITTEN = ReviewInput(rating=2, title="Thin", body="The rim chipped in the first week.")


@pytest.fixture
async def bought(session):
    [mug] = await a_shelf(session, prices=(1250,))
    user = await a_user(session, name="Inês Carvalho")
    order = await a_delivered_order(session, [mug], buyer=customer(user))
    return mug, user, await line_of(session, order, mug)


async def tab_of(session, user: User, kind, path, load="load", **route):
    secret = await a_session(session, user)
    cookies = {session_cookie(App.STOREFRONT).name: secret}
    state = await mount(kind, path=path, cookies=cookies, **route)
    await getattr(state, load)()
    return state


async def page(kind, slug, query=""):
    state = await mount(kind, path=f"/p/{slug}{query}", slug=slug)
    await state.load()
    return state


async def test_a_stranger_reads_average_bars_and_reviews(session, bought):
    mug, user, line = bought
    await write_review(session, customer(user), line.id, WRITTEN)

    tab = await page(ReviewsState, mug.product.slug)

    assert (tab.summary.average, tab.summary.counted) == ("2.0", "1 review")
    assert [(bar.stars, bar.count, bar.share) for bar in tab.summary.bars] == [
        (5, 0, 0), (4, 0, 0), (3, 0, 0), (2, 1, 100), (1, 0, 0),
    ]  # fmt: skip
    assert tab.summary.bars[3].href == f"/p/{mug.product.slug}?stars=2#reviews"
    assert [(r.author, r.title, r.bought) for r in tab.reviews] == [("Inês C.", "Thin", "Oat")]
    assert str(user.id) not in await sent_to_browser(tab)
    assert user.email not in await sent_to_browser(tab)


@pytest.mark.parametrize(
    ("query", "shown"),
    [("?stars=2", 1), ("?stars=5", 0), ("?photos=1", 0), ("?stars=99&sort=evil&page=-1", 1),
     ("?of=nonsense&page=999999999", 1), ("?sort=lowest", 1)],
)  # fmt: skip
async def test_filters_come_from_the_address_and_nonsense_is_none(
    session, bought, query, shown
):
    mug, user, line = bought
    await write_review(session, customer(user), line.id, WRITTEN)

    tab = await page(ReviewsState, mug.product.slug, query)

    assert len(tab.reviews) == shown
    assert tab.summary.count == 1


async def test_an_address_of_nothing_shows_nothing_and_breaks_nothing(session):
    tab = await page(ReviewsState, "nothing")

    assert (tab.summary.count, tab.reviews, tab.questions) == (0, [], [])


async def test_the_first_page_costs_few_statements_however_much_was_written(
    session, engine, bought
):
    mug, user, line = bought
    await write_review(session, customer(user), line.id, WRITTEN)

    with recorded_statements(engine) as statements:
        await page(ReviewsState, mug.product.slug)

    reads = [each for each in statements if each.startswith("SELECT")]
    assert 0 < len(reads) <= 9


async def test_own_marks_come_by_themselves(session, bought):
    mug, user, line = bought
    tab = await tab_of(session, user, ReviewsState, f"/p/{mug.product.slug}",
                       slug=mug.product.slug)  # fmt: skip
    await tab.load_own()
    assert tab.write_href == f"/reviews/write/{line.id}"

    review = await write_review(session, customer(user), line.id, WRITTEN)
    await tab.load()
    assert tab.own.id == ""
    await tab.load_own()
    assert (tab.own.id, tab.own_status, tab.write_href) == (str(review.id), "published", "")


async def test_a_reader_finds_it_helpful_and_thinks_again(session, bought):
    mug, user, line = bought
    review = await write_review(session, customer(user), line.id, WRITTEN)
    reader = await a_user(session)
    tab = await tab_of(session, reader, ReviewsState, f"/p/{mug.product.slug}",
                       slug=mug.product.slug)  # fmt: skip

    await tab.toggle_helpful(str(review.id))
    assert (tab.marked, tab.reviews[0].helpful) == ([str(review.id)], 1)
    await tab.toggle_helpful(str(review.id))
    assert (tab.marked, tab.reviews[0].helpful) == ([], 0)


async def test_the_form_writes_once_and_then_opens_what_was_written(session, bought):
    _, user, line = bought
    path = f"/reviews/write/{line.id}"
    tab = await tab_of(session, user, ReviewFormState, path, "load_new", line_id=str(line.id))
    assert (tab.status, tab.form.bought) == ("ready", "Oat")

    steps = [step async for step in tab.save({"rating": "9", "body": "short"}) if step]
    assert steps == []
    assert set(tab.errors) == {"rating", "body"}
    form = {"rating": "4", "title": "", "body": WRITTEN.body}
    (gone,) = [step async for step in tab.save(form) if step]

    review = (await session.exec(select(Review))).one()
    assert (review.rating, review.user_id) == (4, user.id)
    assert "/account/reviews" in str(gone)
    again = await mount(ReviewFormState, path=path, line_id=str(line.id),
                        cookies={session_cookie(App.STOREFRONT).name:
                                 await a_session(session, user)})  # fmt: skip
    assert f"/account/reviews/{review.id}" in str(await again.load_new())


async def test_a_line_of_somebody_else_is_no_page(session, bought):
    _, _, line = bought
    stranger = await a_user(session)

    tab = await tab_of(session, stranger, ReviewFormState, f"/reviews/write/{line.id}",
                       "load_new", line_id=str(line.id))  # fmt: skip

    assert tab.status == "missing"


async def test_the_account_lists_what_waits_was_written_and_was_asked(session, bought):
    mug, user, line = bought
    waiting = await tab_of(session, user, AccountReviewsState, "/account/reviews")
    assert [row.write_href for row in waiting.waiting] == [f"/reviews/write/{line.id}"]

    await write_review(session, customer(user), line.id, WRITTEN)
    await ask_question(
        session, customer(user), mug.product.id, QuestionInput(body="Is it watertight?")
    )
    written = await tab_of(session, user, AccountReviewsState, "/account/reviews?view=written")
    asked = await tab_of(session, user, AccountReviewsState, "/account/reviews?view=questions")

    assert [(row.rating, row.status) for row in written.written] == [("2", "Published")]
    assert [(row.text, row.status) for row in asked.asked] == [
        ("Is it watertight?", "Waits for the workshop")
    ]


async def test_a_question_is_public_once_it_is_answered(session, bought):
    mug, _, _ = bought
    asker = await a_shopper(session)
    await ask_question(session, asker, mug.product.id, QuestionInput(body="Is it watertight?"))
    assert (await page(ReviewsState, mug.product.slug)).questions == []

    question = (await session.exec(select(Question))).one()
    await answer_question(
        session, owner_of(mug.vendor), question.id, AnswerInput(text="Yes, for a week.")
    )

    shown = (await page(ReviewsState, mug.product.slug)).questions
    assert [(q.body, q.answer) for q in shown] == [("Is it watertight?", "Yes, for a week.")]


def test_long_lists_of_questions_turn_over_and_keep_what_was_chosen():
    page: Page[Any] = Page([None] * 5, 12, 2, 5)

    newer, older, told = turns(page, "/p/vase", {"variant": "V-1", "questions": "2"})

    assert newer == "/p/vase?variant=V-1#questions"
    assert older == "/p/vase?questions=3&variant=V-1#questions"
    assert told == "6–10 of 12 answered questions"
    assert turns(Page([], 0, 1, 5), "/p/vase", {}) == ("", "", "")
