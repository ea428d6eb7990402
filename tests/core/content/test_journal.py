"""The journal: written by staff, read by everybody once it is published."""

import xml.etree.ElementTree as ET

import pytest

from core.content import edit_journal
from core.content.edit_journal import Draft
from core.content.errors import ArticleChanged, ArticleIncomplete, NoSuchStory
from core.content.journal import get_story, list_stories
from core.content.markdown import to_html
from core.kernel.errors import Forbidden, SignInRequired
from core.kernel.principal import GUEST, SYSTEM
from core.media.models import MediaAsset
from core.media.store_file import store_picture
from core.seo.journal import atom_feed, story_head
from tests.factories.catalog import a_product, a_vendor
from tests.factories.pictures import a_photo
from tests.factories.shop import a_shopper

ATOM = "{http://www.w3.org/2005/Atom}"


async def a_story(session, title="A firing", **draft):
    made = await edit_journal.create_article(session, SYSTEM, title)
    told = Draft(title, **({"summary": "A day at the kiln.", "body": "Slowly."} | draft))
    await edit_journal.edit_article(session, SYSTEM, made.slug, told, revision=1)
    return made


async def test_a_draft_is_read_by_nobody_until_it_is_published(session):
    story = await a_story(session)

    with pytest.raises(NoSuchStory):
        await get_story(session, story.slug, "EUR")
    assert (await list_stories(session)).total == 0

    told = Draft("A firing", "A day.", "Ada", "Slowly.", is_published=True)
    await edit_journal.edit_article(session, SYSTEM, story.slug, told, revision=2)
    [found] = (await list_stories(session)).items
    assert (found.slug, found.byline) == ("a-firing", "Ada")


async def test_an_article_shows_its_pictures_its_pieces_and_its_maker(session, tmp_path):
    maker = await a_vendor(session, name="Olaria")
    piece = await a_product(session, vendor=maker, title="Vase")
    story = await a_story(
        session,
        body="Look:\n\n![The neck](1) ![Not there](2) ![Elsewhere](https://example.com/a.png)",
        maker=maker.slug,
        pieces=[piece.slug],
        is_published=True,
    )
    asset = await store_picture(session, a_photo())
    await edit_journal.add_pictures(session, SYSTEM, story.slug, [asset.id, asset.id])

    found = await get_story(session, story.slug, "EUR")

    assert found.html.count("<img") == 1
    assert 'alt="The neck"' in found.html
    assert asset.storage_key in found.html
    assert (found.maker, [card.slug for card in found.pieces]) == ("Olaria", [piece.slug])
    head = story_head(found)
    assert head.image.url.endswith(asset.storage_key)
    assert '"BlogPosting"' in head.json_ld


async def test_removing_an_article_removes_pictures_that_nothing_else_shows(session):
    story = await a_story(session)
    asset = await store_picture(session, a_photo())
    await edit_journal.add_pictures(session, SYSTEM, story.slug, [asset.id])

    await edit_journal.delete_article(session, SYSTEM, story.slug)

    assert await session.get(MediaAsset, asset.id) is None


async def test_nobody_writes_over_what_they_have_not_seen(session):
    story = await a_story(session)

    with pytest.raises(ArticleChanged):
        await edit_journal.edit_article(session, SYSTEM, story.slug, Draft("B"), revision=1)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (Draft(" "), "title"),
        (Draft("A", "", body="Text", is_published=True), "summary"),
        (Draft("A", "Short.", body=" ", is_published=True), "body"),
        (Draft("A", maker="nobody"), "maker"),
        (Draft("A", pieces=["nothing"]), "pieces"),
    ],
)
async def test_what_is_missing_is_named(session, draft, field):
    story = await a_story(session)

    with pytest.raises(ArticleIncomplete) as refused:
        await edit_journal.edit_article(session, SYSTEM, story.slug, draft, revision=2)

    assert refused.value.field == field


async def test_only_staff_write(session):
    for caller in (GUEST, await a_shopper(session)):
        with pytest.raises((Forbidden, SignInRequired)):
            await edit_journal.create_article(session, caller, "Mine")


async def test_the_feed_is_valid_and_names_every_article(session):
    await a_story(session, "Clay & fire <hot>", is_published=True)
    await a_story(session, "Wool", is_published=True)

    feed = ET.fromstring(atom_feed((await list_stories(session)).items))  # noqa: S314  our own

    titles = {entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")}
    assert titles == {"Clay & fire <hot>", "Wool"}
    assert len({entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")}) == 2


def test_a_help_article_shows_no_picture():
    assert "<img" not in to_html("![x](https://example.com/a.png)")
    assert "<img" not in to_html("![x](y)", pictures={})
