import pytest

from core.content.consent import CONSENT_COOKIE, Choices
from core.content.legal.texts import LEGAL_TEXTS
from core.ui.format import day
from storefront.pages.cookie_choices.state import CookieChoicesState
from storefront.pages.legal.state import LegalState
from tests.mounting import mount


@pytest.mark.parametrize("text", LEGAL_TEXTS, ids=lambda text: text.slug)
async def test_a_legal_text_is_shown_with_version_and_date(browser, text):
    tab = await browser(LegalState, f"/legal/{text.slug}", slug=text.slug)

    assert (tab.status, tab.replaced) == ("ready", False)
    assert tab.dated == f"Version {text.current.name}, in force since {day(text.current.day)}"
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
