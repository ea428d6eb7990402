from core.identity.cookies import session_cookie
from core.identity.models import App, User
from core.vendors.models import VendorStatus
from tests.factories.identity import a_session
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.workshops import a_vendor, joined
from tests.mounting import mount
from vendor_portal.pages.sign_in.state import SignInState
from vendor_portal.routes import ROUTES
from vendor_portal.state.shell import ShellState


async def open_shell(session, vendor):
    caller = await joined(session, vendor)
    user = await session.get_one(User, caller.user_id)
    secret = await a_session(session, user, App.VENDOR_PORTAL)
    tab = await mount(ShellState, cookies={session_cookie(App.VENDOR_PORTAL).name: secret})
    await tab.load_shell()
    return tab


async def test_a_new_order_is_told_and_only_then(session):
    pieces = await a_shelf(session)
    await a_paid_order(session, pieces)
    tab = await open_shell(session, pieces[0].vendor)
    assert (tab.to_accept, tab.news) == ("1", "")

    await a_paid_order(session, pieces)
    await tab._count_orders(await tab._principal())

    assert (tab.to_accept, tab.news) == ("2", "1 new order")


async def test_a_workshop_that_is_not_open_is_told_why(session):
    new = await open_shell(session, await a_vendor(session, VendorStatus.ONBOARDING))
    waiting = await open_shell(session, await a_vendor(session, VendorStatus.IN_REVIEW))
    away = await open_shell(session, await a_vendor(session, VendorStatus.SUSPENDED))

    assert (new.is_setting_up, waiting.is_in_review, away.is_suspended) == (True, True, True)


async def test_a_guest_sees_no_workshop():
    tab = await mount(ShellState)

    assert await tab.load_shell() is None
    assert (tab.is_signed_in, tab.shop_name) == (False, "")


async def test_sign_in_says_what_its_address_means_and_repeats_no_stranger():
    path = "/signin?error=wrong_credentials&notice=<b>&email=a@b.c&next=//evil.example"
    tab = await mount(SignInState, path=path)

    await tab.load()

    assert tab.problem
    assert (tab.notice, tab.email, tab.next_path) == ("", "a@b.c", "/")


def test_every_page_asks_first_who_is_there():
    assert all(route.on_load[0] is ShellState.load_shell for route in ROUTES)
    assert not any(route.is_indexed for route in ROUTES)
