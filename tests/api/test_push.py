"""Browsers hand in their subscriptions as whoever is signed in, from our own pages only."""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from core.identity.cookies import session_cookie
from core.identity.models import App
from core.notifications.push_keys import public_key
from core.notifications.push_models import PushSubscription
from core.settings import settings
from tests.factories.identity import a_session, a_user
from tests.push_service import NAME, SubscribedBrowser


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def a_subscription(path: str = "/send/1") -> dict[str, object]:
    return {
        "endpoint": f"https://{NAME}{path}",
        "expirationTime": None,
        "keys": SubscribedBrowser().keys,
    }


async def test_a_browser_comes_and_goes(session, shop):
    user = await a_user(session)
    shop.cookies.set(session_cookie(App.STOREFRONT).name, await a_session(session, user))
    key = await shop.get("/push/key")
    wanted = a_subscription()

    first = await shop.post("/push/subscriptions", json=wanted)
    again = await shop.post("/push/subscriptions", json=wanted)

    assert key.json() == {"key": public_key()}
    assert (first.status_code, again.status_code) == (204, 204)
    assert first.headers["cache-control"] == "no-store"
    rows = (await session.exec(select(PushSubscription))).all()
    assert [row.user_id for row in rows] == [user.id]

    gone = await shop.post("/push/withdrawals", json={"endpoint": wanted["endpoint"]})

    assert gone.status_code == 204
    assert (await session.exec(select(PushSubscription))).all() == []


async def test_a_guest_is_refused(session, shop):
    answer = await shop.post("/push/subscriptions", json=a_subscription())

    assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_required")


async def test_another_site_cannot_subscribe_anyone(session, shop):
    user = await a_user(session)
    shop.cookies.set(session_cookie(App.STOREFRONT).name, await a_session(session, user))

    answer = await shop.post(
        "/push/subscriptions",
        json=a_subscription(),
        headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_form")
    assert (await session.exec(select(PushSubscription))).all() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "https://10.0.0.1/x"},
        {"keys": {"p256dh": "AA", "auth": "AA"}},
        {"keys": {}},
        {"endpoint": "https://push.example/" + "a" * 2000},
        {"endpoint": 7},
    ],
)
async def test_nonsense_is_refused(session, shop, wrong):
    user = await a_user(session)
    shop.cookies.set(session_cookie(App.STOREFRONT).name, await a_session(session, user))

    answer = await shop.post("/push/subscriptions", json=a_subscription() | wrong)

    assert answer.status_code == 422
