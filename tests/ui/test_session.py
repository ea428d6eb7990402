from core.identity.cookies import guest_bag_cookie, session_cookie
from core.identity.models import App
from core.identity.sessions import revoke_token
from core.kernel.principal import GUEST
from core.ui.session import SessionState
from tests.factories.identity import a_session, a_user
from tests.mounting import mount, sent_to_browser

NAME = session_cookie(App.STOREFRONT).name


async def test_a_tab_without_a_cookie_is_a_guest():
    tab = await mount(SessionState)

    assert await tab._principal() == GUEST


async def test_the_cookie_says_who_is_there(session):
    user = await a_user(session)
    secret = await a_session(session, user)
    tab = await mount(SessionState, cookies={"other": "x", NAME: secret})

    caller = await tab._principal()

    assert (caller.user_id, caller.email) == (user.id, user.email)


async def test_a_revoked_session_ends_at_the_next_event(session):
    secret = await a_session(session, await a_user(session))
    tab = await mount(SessionState, cookies={NAME: secret})
    assert await tab._principal() != GUEST

    await revoke_token(session, secret)

    assert await tab._principal() == GUEST


async def test_the_cookie_of_another_app_opens_nothing(session):
    secret = await a_session(session, await a_user(session), App.VENDOR_PORTAL)
    tab = await mount(SessionState, cookies={NAME: secret})

    assert await tab._principal() == GUEST


async def test_a_broken_cookie_header_is_a_guest():
    tab = await mount(SessionState, cookies={NAME: "; ==;\x00"})

    assert await tab._principal() == GUEST


async def test_a_guest_bag_is_known_by_its_own_cookie():
    tab = await mount(SessionState, cookies={guest_bag_cookie().name: "bag-secret"})

    assert tab._bag_secret() == "bag-secret"


async def test_the_browser_is_told_the_name_and_never_the_cookie(session):
    user = await a_user(session)
    secret = await a_session(session, user)
    tab = await mount(SessionState, cookies={NAME: secret})
    tab._show_caller(await tab._principal())

    sent = await sent_to_browser(tab)

    assert user.email in sent
    assert "router_headers" in sent
    assert secret not in sent
