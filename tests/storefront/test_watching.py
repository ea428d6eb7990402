"""Following, alerts and saved searches, as pages use them."""

import pytest
from sqlmodel import select

from core.api.app import build_api
from core.identity.cookies import session_cookie
from core.identity.models import App
from core.saved.follow import follow
from core.saved.models import Alert, AlertKind, AlertStatus, SavedSearch
from core.saved.save_piece import save_piece
from core.saved.saved_searches import look_for_matches
from core.saved.set_alert import set_alert
from storefront.pages.account.state import AccountState
from storefront.pages.account_alerts.state import AlertsState
from storefront.pages.account_following.state import FollowingState
from storefront.pages.alert_confirm.state import MailLinkState
from storefront.pages.shop.state import ShopState
from storefront.state.following import FollowState
from storefront.state.watching import ASKED, SearchKeepState, WatchState
from tests.factories.catalog import a_category, a_product, a_vendor, variants_of
from tests.factories.identity import a_session, a_user, customer
from tests.mounting import mount
from tests.statements import recorded_statements
from tests.storefront.test_saved_pages import press


@pytest.fixture
async def ada(session):
    return await a_user(session)


@pytest.fixture
async def signed_in(session, ada):
    """A tab of Ada's."""
    cookie = session_cookie(App.STOREFRONT)
    secret = await a_session(session, ada)

    async def open_page(kind, path, **route):
        return await mount(kind, path=path, cookies={cookie.name: secret}, **route)

    return open_page


async def test_a_guest_who_follows_is_asked_to_sign_in_and_comes_back(session, browser):
    workshop = await a_vendor(session)
    tab = await browser(FollowState, f"/shop/{workshop.slug}")

    answer = await tab.toggle(workshop.slug, "", is_wanted=True)

    assert "/signin?next=" in str(answer)
    assert (tab.followed, tab.refusals) == ([], 1)


async def test_a_workshop_is_followed_counted_and_left(session, signed_in):
    workshop = await a_vendor(session)
    tab = await signed_in(FollowState, f"/shop/{workshop.slug}")

    await tab.toggle(workshop.slug, "", is_wanted=True)
    assert (tab.followed, tab.counts) == ([workshop.slug], {workshop.slug: "1 follower"})
    page = await signed_in(ShopState, f"/shop/{workshop.slug}", slug=workshop.slug)
    await page.load()
    assert page.followers == "1 follower"
    await tab.toggle(workshop.slug, "", is_wanted=False)
    assert (tab.followed, tab.counts) == ([], {workshop.slug: "0 followers"})
    await tab.toggle("no-such-workshop", "", is_wanted=True)
    assert (tab.followed, tab.refusals) == ([], 1)


async def test_the_feed_has_what_was_published_since_and_the_weekly_mail_its_switch(
    session, signed_in, ada
):
    workshop = await a_vendor(session, name="Kiln No. 9")
    await a_product(session, vendor=workshop, title="Old bowl")
    await follow(session, customer(ada), workshop.slug)
    await a_product(session, vendor=workshop, title="New bowl")
    tab = await signed_in(FollowingState, "/account/following")

    await tab.load()
    await tab.choose("never")
    await tab.choose("hourly")

    assert [card.title for card in tab.cards] == ["New bowl"]
    assert [shop.name for shop in tab.workshops] == ["Kiln No. 9"]
    await tab.load()
    assert tab.frequency == "never"


async def test_a_guest_gets_a_mail_to_confirm_and_mistakes_are_told(session, browser, cache):
    vase = await a_product(session, price=4800)
    tab = await browser(ShopState, "/p/vase", slug="none")
    watch = await tab.get_state(WatchState)
    [variant] = await variants_of(session, vase)
    form = {"variant": str(variant.id), "email": "ada@example.com", "target": "40,00"}

    await press(watch.set_price_alert(form))
    assert (watch.done, watch.refusal) == (ASKED, "")
    [alert] = (await session.exec(select(Alert))).all()
    assert (alert.status, alert.target_minor) == (AlertStatus.PENDING, 4000)

    for wrong in ({"target": "1e999"}, {"target": "48"}, {"email": "x"}, {"variant": "none"}):
        await press(watch.set_price_alert(form | wrong))
        assert (watch.done, bool(watch.refusal)) == ("", True)
    await press(watch.set_stock_alert(form))
    assert watch.refusal == "This is in stock: you can put it in your bag now."
    assert len((await session.exec(select(Alert))).all()) == 1


async def test_alerts_are_listed_changed_and_ended(session, signed_in, ada):
    vase = await a_product(session, title="Celadon vase", price=4800)
    [variant] = await variants_of(session, vase)
    watch = await signed_in(WatchState, f"/p/{vase.slug}")
    await press(watch.set_price_alert({"variant": str(variant.id), "target": "40"}))
    tab = await signed_in(AlertsState, "/account/alerts")
    await tab.load()
    [shown] = tab.waiting
    assert (shown.title, shown.wish, shown.today) == (
        "Celadon vase",
        "Costs €40.00 or less",
        "€48.00 today",
    )

    await press(tab.change({"alert": shown.id, "target": "35.50"}))
    assert [alert.wish for alert in tab.waiting] == ["Costs €35.50 or less"]
    await press(tab.change({"alert": shown.id, "target": "99"}))
    assert tab.refusal == "Choose a price below today’s."
    await press(tab.end(shown.id))
    assert (tab.waiting, tab.is_any) == ([], False)


async def test_a_search_is_kept_told_only_of_what_is_new_and_ended(session, signed_in):
    category = await a_category(session, "Vases")
    await a_product(session, category=category, title="Old vase")
    path = f"/c/{category.slug}"
    keep = await signed_in(SearchKeepState, f"{path}?price=..50", slug=category.slug)
    for _ in range(2):
        await press(keep.keep())
    [search] = (await session.exec(select(SavedSearch))).all()
    assert search.href == f"{path}?price=..50"
    assert await look_for_matches(search.id) == 0

    await a_product(session, category=category, title="New vase", price=4000)
    await a_product(session, category=await a_category(session), title="Elsewhere")
    assert [await look_for_matches(search.id) for _ in range(2)] == [1, 0]

    tab = await signed_in(AlertsState, "/account/alerts")
    await tab.load()
    assert [one.href for one in tab.searches] == [search.href]
    await press(tab.end_search(tab.searches[0].id))
    assert tab.searches == []


async def test_the_account_counts_what_is_watched(session, signed_in, ada):
    caller = customer(ada)
    vase = await a_product(session, stock=0)
    [variant] = await variants_of(session, vase)
    await save_piece(session, caller, None, vase.id)
    await set_alert(session, caller, variant.id, AlertKind.STOCK, currency="EUR")
    tab = await signed_in(AccountState, "/account")

    await tab.load()

    assert (tab.saved, tab.following, tab.alerts) == ("1 piece", "0 workshops", "1 alert")


async def test_pages_of_alerts_have_a_budget(engine, session, signed_in, ada):
    for _ in range(4):
        vase = await a_product(session, stock=0)
        [variant] = await variants_of(session, vase)
        await set_alert(session, customer(ada), variant.id, AlertKind.STOCK, currency="EUR")
    tab = await signed_in(AlertsState, "/account/alerts")
    await tab.load()

    with recorded_statements(engine) as statements:
        await tab.load()

    assert len([text for text in statements if text.startswith("SELECT")]) <= 6


async def test_links_of_mails_wait_for_a_press():
    tab = await mount(MailLinkState, path="/unsubscribe?kind=alert-end&token=a%20b")
    await tab.load()

    assert tab.unsubscribe_action == "/unsubscribe?kind=alert-end&token=a%20b"
    assert (tab.is_done, tab.problem) == (False, "")
    assert build_api("storefront").url_path_for("post_unsubscribe") == "/unsubscribe"
