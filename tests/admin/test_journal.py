from admin.pages.journal.state import JournalState
from admin.pages.journal_article.state import StoryState
from core.content.journal import get_story, list_stories
from core.kernel.principal import SYSTEM
from core.media.store_file import store_upload
from tests.admin.pressing import press
from tests.factories.pictures import a_photo


async def opened(desk, slug):
    return await desk(StoryState, f"/content/journal/{slug}", article_slug=slug)


async def test_an_article_is_begun_written_illustrated_published_and_removed(
    session, desk, tmp_path
):
    listed = await desk(JournalState, "/content/journal")
    await press(listed.create({"title": "A firing"}))
    tab = await opened(desk, "a-firing")
    asset = await store_upload(session, SYSTEM, a_photo())
    await press(tab.add_pictures([{"id": str(asset.id), "kind": "image"}]))
    [picture] = tab.story.pictures
    await press(tab.describe({"picture": picture.id, "alt": "The kiln"}))
    assert tab.story.pictures[0].mark == "![The kiln](1)"

    sent = {"title": "A firing", "summary": "A day.", "body": "![The kiln](1)",
            "is_published": "on"}  # fmt: skip
    await press(tab.save(sent))

    assert tab.done == "Saved. The shop shows it."
    assert "<img" in (await get_story(session, "a-firing", "EUR")).html
    await press(tab.delete())
    assert (await list_stories(session)).total == 0


async def test_the_preview_shows_pictures_of_the_article_alone(session, desk, tmp_path):
    listed = await desk(JournalState, "/content/journal")
    await press(listed.create({"title": "Wool"}))
    tab = await opened(desk, "wool")

    await tab.show_preview("*Soft* ![x](1) <script>alert(1)</script>")

    assert "<em>Soft</em>" in tab.preview
    assert "<img" not in tab.preview
    assert "<script" not in tab.preview
