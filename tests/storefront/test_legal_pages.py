import pytest

from core.content.consent import CONSENT_COOKIE, Choices
from core.content.legal.texts import LEGAL_TEXTS
from storefront.pages.cookie_choices.state import CookieChoicesState
from storefront.pages.legal.state import LegalState
from tests.mounting import mount


@pytest.mark.parametrize("slug", [text.slug for text in LEGAL_TEXTS])
async def test_a_legal_text_is_shown_with_version_and_date(browser, slug):
    tab = await browser(LegalState, f"/legal/{slug}", slug=slug)

    assert (tab.status, tab.replaced) == ("ready", False)
    assert tab.dated == "Version 1.0, in force since 21 Nov 2026"
    assert [link.is_current for link in tab.others].count(True) == 1


async def test_an_unknown_text_is_missing(browser):
    tab = await browser(LegalState, "/legal/nothing", slug="nothing")

    assert tab.status == "missing"


async def test_what_was_chosen_comes_once_the_tab_is_connected(session):
    cookies = {CONSENT_COOKIE: Choices(is_made=True, counting=True).cookie}
    tab = await mount(CookieChoicesState, path="/cookies", cookies=cookies)

    await tab.load()
    assert tab.chosen == ""
    await tab.load_choice()
    assert (tab.chosen, tab.history) == ("all", [])
