import pytest

from core.kernel.errors import NotFound, SignInRequired
from core.ui.loading import FAILED, LOADING, MISSING, READY, page_load


class Page:
    """What ``page_load`` needs of a state."""

    def __init__(self, outcome):
        self.status, self.shown_path, self.incident = LOADING, "", ""
        self.router = self
        self.url = self
        self.path, self.query = "/p/jug", "variant=A"
        self.outcome = outcome

    @page_load
    async def load(self):
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


async def test_what_loaded_belongs_to_its_address():
    page = Page("an event")

    assert await page.load() == "an event"
    assert (page.status, page.shown_path) == (READY, "/p/jug?variant=A")


async def test_what_is_not_there_is_missing():
    page = Page(NotFound("There is no such jug."))

    assert await page.load() is None
    assert (page.status, page.incident) == (MISSING, "")


async def test_a_mistake_of_ours_is_logged_under_the_number_that_is_shown(caplog):
    page = Page(RuntimeError("the kiln is cold"))

    await page.load()

    assert page.status == FAILED
    assert len(page.incident) == 8
    assert page.incident in caplog.text
    assert "the kiln is cold" in caplog.text


async def test_who_has_to_sign_in_is_sent_on_by_the_shell():
    with pytest.raises(SignInRequired):
        await Page(SignInRequired()).load()
