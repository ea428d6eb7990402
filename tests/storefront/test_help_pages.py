from storefront.pages.help.state import HelpState
from storefront.pages.help_article.state import HelpArticleState
from tests.factories.content import an_article, the_demo_help
from tests.statements import recorded_statements


async def test_the_help_center_lists_its_sections(session, browser):
    await the_demo_help(session)

    tab = await browser(HelpState, "/help")

    assert [section.name for section in tab.sections][:2] == ["Shipping", "Returns"]
    assert tab.sections[0].articles[0].href == "/help/delivery-times"
    assert (tab.words, tab.found) == ("", [])


async def test_words_in_the_address_are_answered(session, browser):
    await the_demo_help(session)

    tab = await browser(HelpState, "/help?q=withdrwal")

    assert tab.words == "withdrwal"
    assert tab.found[0].href == "/help/withdrawal"
    assert tab.summary.endswith("for “withdrwal”")


async def test_an_article_is_shown_with_its_markup(session, browser):
    await an_article(session, "care", body="Wash **cold**.")

    tab = await browser(HelpArticleState, "/help/care", slug="care")

    assert (tab.status, tab.html) == ("ready", "<p>Wash <strong>cold</strong>.</p>")
    assert (tab.updated, tab.thanks) == ("Updated 1 Oct 2026", "")


async def test_a_voter_is_thanked(session, browser):
    await an_article(session, "care")

    tab = await browser(HelpArticleState, "/help/care?voted=yes", slug="care")

    assert tab.thanks == "Thank you. Good to know that it helped."


async def test_an_unknown_article_is_missing(browser):
    tab = await browser(HelpArticleState, "/help/nothing", slug="nothing")

    assert tab.status == "missing"


async def test_an_answered_search_takes_two_statements_beside_the_header(
    engine, session, browser
):
    await the_demo_help(session)
    tab = await browser(HelpState, "/help?q=refund")

    with recorded_statements(engine) as statements:
        await tab.load()

    assert len([text for text in statements if text.startswith("SELECT")]) == 2
