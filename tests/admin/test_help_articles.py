from datetime import date

import pytest

from admin.pages.help_article.state import HelpArticleState
from admin.pages.help_articles.state import HelpArticlesState
from core.content.edit_help import edit_article
from core.content.errors import ArticleNotFound
from core.content.help_center import get_article
from core.identity.audit import list_entries
from core.kernel.clock import utc_now
from core.kernel.errors import Forbidden, SignInRequired
from core.kernel.page_tags import EVERYTHING
from core.kernel.principal import GUEST
from tests.admin.pressing import press
from tests.factories.content import an_article
from tests.factories.identity import staff

SENT = {"title": "Care", "body": "Wash **cold**.", "is_published": "on"}


async def open_article(desk, slug):
    return await desk(HelpArticleState, f"/content/help/{slug}", article_slug=slug)


async def test_articles_are_listed_in_their_order_with_hidden_ones(session, desk):
    await an_article(session, "second", position=2, is_published=False)
    await an_article(session, "first", position=1)

    tab = await desk(HelpArticlesState, "/content/help")

    assert [(row.slug, row.is_published) for row in tab.rows] == [
        ("first", True),
        ("second", False),
    ]


async def test_an_article_is_edited_shown_and_written_on_the_trail(session, desk):
    await an_article(session, "care", body="Wash warm.")
    tab = await open_article(desk, "care")

    await press(tab.save(SENT))

    shown = await get_article(session, "care")
    assert (shown.html, shown.updated_on) == (
        "<p>Wash <strong>cold</strong>.</p>",
        utc_now().date(),
    )
    assert (tab.refusal, tab.done) == ("", "Saved. The shop shows it from now on.")
    assert tab.preview == shown.html
    entry = (await list_entries(session, await staff(session))).items[0]
    assert (entry.action, entry.data["body_before"]) == ("content.edit_help", "Wash warm.")


async def test_a_hidden_article_is_not_found_in_the_shop(session, desk):
    await an_article(session, "care")
    tab = await open_article(desk, "care")

    await press(tab.save({**SENT, "is_published": ""}))

    assert tab.done == "Saved. The shop does not show it."
    with pytest.raises(ArticleNotFound):
        await get_article(session, "care")


async def test_nobody_writes_over_what_they_have_not_seen(session, desk):
    article = await an_article(session, "care")
    early, late = await open_article(desk, "care"), await open_article(desk, "care")

    await press(early.save(SENT))
    await press(late.save({**SENT, "body": "Never wash."}))

    await session.refresh(article)
    assert late.refusal.startswith("Somebody saved this article meanwhile.")
    assert article.body == SENT["body"]


async def test_what_is_typed_is_previewed_without_its_scripts(session, desk):
    await an_article(session, "care")
    tab = await open_article(desk, "care")

    await tab.show_preview("*Cold* <script>alert(1)</script>")

    assert tab.preview == "<p><em>Cold</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>"


@pytest.mark.parametrize("missing", ["title", "body"])
async def test_an_article_needs_a_title_and_a_text(session, desk, missing):
    await an_article(session, "care")
    tab = await open_article(desk, "care")

    await press(tab.save({**SENT, missing: "  "}))

    assert tab.refusal.startswith("The article needs a t")


async def test_saving_what_is_there_changes_nothing(session):
    article = await an_article(session, "care", title="Care", body="Wash cold.")

    await edit_article(
        session, await staff(session), "care",
        revision=1, title="Care ", body="Wash cold.\r\n", is_published=True,
    )  # fmt: skip

    assert (article.revision, article.updated_on) == (1, date(2026, 10, 1))
    assert "pages_dropped" not in session.info


async def test_an_edit_drops_every_cached_page(session):
    await an_article(session, "care")

    await edit_article(
        session, await staff(session), "care",
        revision=1, title="Care", body="Wash cold.", is_published=True,
    )  # fmt: skip

    assert session.info["pages_dropped"] == {EVERYTHING}


async def test_strangers_edit_nothing(session):
    await an_article(session, "care")

    with pytest.raises((Forbidden, SignInRequired)):
        await edit_article(
            session, GUEST, "care", revision=1, title="A", body="B", is_published=True
        )


async def test_an_article_is_written_published_and_removed(session, desk):
    listed = await desk(HelpArticlesState, "/content/help")
    await press(listed.create({"title": "Gift wrap", "section": "Shipping"}))
    tab = await open_article(desk, "gift-wrap")
    sent = {"title": "Gift wrap", "body": "We wrap it.", "summary": "How we wrap.",
            "section": "Gifts", "is_published": "on"}  # fmt: skip

    await press(tab.save(sent))
    found = await get_article(session, "gift-wrap")
    assert (found.summary, found.section) == ("How we wrap.", "Gifts")

    await press(tab.delete())
    with pytest.raises(ArticleNotFound):
        await get_article(session, "gift-wrap")
