import pytest
from sqlmodel import select

from core.content.errors import ArticleNotFound
from core.content.help_center import find_articles, get_article, list_sections, vote
from core.content.markdown import to_html
from core.content.models import HelpVote
from core.content.visitors import day_visitor
from tests.factories.content import an_article, the_demo_help


async def test_all_articles_of_the_demo_shop_stand_in_sections(session):
    await the_demo_help(session)

    sections = await list_sections(session)

    assert [(section.name, len(section.articles)) for section in sections] == [
        ("Shipping", 3),
        ("Returns", 4),
        ("Payment", 2),
        ("Impact", 3),
        ("Buying", 3),
        ("Account", 2),
        ("Selling", 5),
    ]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("returning", "returns"),
        ("refund", "refunds"),
        ("tracking parcel", "tracking"),
        ("parcel track", "tracking"),
        ("witdrawal", "withdrawal"),
        ("ways to pa", "payment-methods"),
        ("certificats", "certificates"),
        ("RÉPAIRS", "repairs"),
    ],
)
async def test_words_find_the_article_they_mean(session, words, first):
    await the_demo_help(session)

    found = await find_articles(session, words)

    assert found[0].slug == first


async def test_words_that_no_article_has_together_find_those_that_have_some(session):
    await an_article(session, "glass", body="Wash glass by hand.")
    await an_article(session, "wool", body="Wash wool cold.")

    found = await find_articles(session, "glass zeppelin")

    assert [article.slug for article in found] == ["glass"]


@pytest.mark.parametrize("words", ["", "   ", "%%%", "zeppelin", "\x00", "a" * 5000, "((("])
async def test_words_that_mean_nothing_find_nothing(session, words):
    await an_article(session, "glass", body="Wash glass by hand.")

    assert await find_articles(session, words) == []


async def test_an_edited_article_is_found_by_its_new_words(session):
    article = await an_article(session, "glass", body="Wash by hand.")
    assert await find_articles(session, "dishwasher") == []

    article.body, article.revision = "Safe in the dishwasher.", 2
    await session.flush()

    assert [each.slug for each in await find_articles(session, "dishwasher")] == ["glass"]


async def test_a_draft_is_neither_listed_nor_found_nor_shown(session):
    await an_article(session, "glass", is_published=False)

    assert await list_sections(session) == []
    assert await find_articles(session, "glass") == []
    with pytest.raises(ArticleNotFound):
        await get_article(session, "glass")


async def test_related_articles_are_others(session):
    await the_demo_help(session)

    article = await get_article(session, "returns")

    related = [each.slug for each in article.related]
    assert len(set(related)) == 4
    assert "returns" not in related
    assert {"withdrawal", "refunds"} & set(related)


async def test_one_visitor_has_one_vote_a_day_and_the_last_counts(session):
    await an_article(session, "glass")
    visitor = day_visitor("192.0.2.1", "A browser")

    await vote(session, "glass", visitor, is_helpful=True)
    await vote(session, "glass", visitor, is_helpful=False)
    await vote(session, "glass", day_visitor("192.0.2.2", "A browser"), is_helpful=True)

    votes = (await session.exec(select(HelpVote))).all()
    assert sorted(each.is_helpful for each in votes) == [False, True]


def test_markup_of_an_article_is_what_markdown_makes_and_nothing_else():
    html = to_html(
        "## Care\n\nWash *cold*, <script>alert(1)</script> [here](javascript:alert(1)) "
        "or [there](/help/care).\n\n| a | b |\n|---|---:|\n| 1 | 2 |"
    )

    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<h2>Care</h2>" in html
    assert '<a href="/help/care" rel="noopener">there</a>' in html
    assert "<td>1</td>" in html
