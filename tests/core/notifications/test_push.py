"""What reaches a browser that asked to be told, and what is never sent anywhere."""

import json
from collections.abc import AsyncIterator, Iterator

import pytest
from py_vapid import Vapid02
from sqlalchemy import text
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

import core.notifications.push_subscribers  # noqa: F401
from core.identity import sessions
from core.identity.models import App, User
from core.kernel.errors import SignInRequired
from core.kernel.principal import GUEST, Principal
from core.notifications import push, push_keys
from core.notifications.push import PushKind
from core.notifications.push_models import PushSubscription
from core.notifications.push_send import REFUSED_AT_MOST, PushNotAccepted, Way, send_push
from core.orders import queries as orders
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.pack_parcel import pack_parcel
from core.settings import settings
from tests.core.notifications.conftest import Postman
from tests.factories.identity import a_session, a_user
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.workshops import joined
from tests.push_service import NAME, PushService, SubscribedBrowser, push_service

CHROME = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537"
MESSAGE = {
    "kind": "order_shipped",
    "title": "Your parcel is on its way",
    "body": "Olaria Ribeira has sent it.",
    "url": "/orders/EM-1",
}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
async def service(tmp_path) -> AsyncIterator[tuple[PushService, Way]]:
    async with push_service(tmp_path) as started:
        yield started


async def signed_in(session: AsyncSession, user: User | None = None) -> Principal:
    token = await a_session(session, user or await a_user(session))
    principal = await sessions.resolve(session, token, app=App.STOREFRONT)
    assert principal is not None
    return principal


async def subscribed(
    session: AsyncSession, principal: Principal, *, path: str = "/send/1", port: int = 443
) -> tuple[PushSubscription, SubscribedBrowser]:
    browser = SubscribedBrowser()
    address = f"https://{NAME}{path}"
    await push.add_device(
        session, principal, endpoint=address, user_agent=CHROME, **browser.keys
    )
    found = select(PushSubscription).where(PushSubscription.endpoint == address)
    row = (await session.exec(found.execution_options(populate_existing=True))).one()
    if port != 443:  # where the service of the tests listens
        row.endpoint = f"https://{NAME}:{port}{path}"
        await session.flush()
    return row, browser


async def pushes(session: AsyncSession) -> list[dict[str, str]]:
    found = await session.execute(
        text(
            "SELECT args->'message' FROM procrastinate_jobs "
            "WHERE task_name = 'notifications.send_push' ORDER BY id"
        )
    )
    return [row[0] for row in found]


async def test_only_the_browser_can_read_what_is_sent_and_the_signature_is_ours(
    session, service
):
    twin, way = service
    row, browser = await subscribed(session, await signed_in(session), port=twin.port)

    await send_push(row.id, MESSAGE, way=way)

    headers, body = twin.requests[0]
    assert b"Olaria" not in body
    assert json.loads(browser.read(body)) == MESSAGE
    assert Vapid02.verify(headers["authorization"])
    assert f"k={push_keys.public_key()}" in headers["authorization"]
    assert (headers["ttl"], headers["content-encoding"]) == ("86400", "aes128gcm")
    assert len(headers["topic"]) == 32
    await session.refresh(row)
    assert row.last_success_at is not None


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_is_gone_is_forgotten(session, service, status):
    twin, way = service
    row, _ = await subscribed(session, await signed_in(session), port=twin.port)
    twin.status = status

    await send_push(row.id, MESSAGE, way=way)
    await send_push(row.id, MESSAGE, way=way)

    assert len(twin.requests) == 1
    assert (await session.exec(select(PushSubscription))).all() == []


async def test_a_busy_service_is_asked_again_later(session, service):
    twin, way = service
    row, _ = await subscribed(session, await signed_in(session), port=twin.port)
    twin.status = 503

    with pytest.raises(PushNotAccepted):
        await send_push(row.id, MESSAGE, way=way)

    twin.status = 201
    await send_push(row.id, MESSAGE, way=way)
    await session.refresh(row)
    assert row.failures == 0


async def test_a_service_that_keeps_refusing_is_left_alone(session, service):
    twin, way = service
    row, _ = await subscribed(session, await signed_in(session), port=twin.port)
    twin.status = 403

    for _ in range(REFUSED_AT_MOST + 2):
        await send_push(row.id, MESSAGE, way=way)

    assert len(twin.requests) == REFUSED_AT_MOST


async def test_a_name_that_leads_inside_is_not_called(session, service):
    twin, way = service
    row, _ = await subscribed(session, await signed_in(session))
    row.endpoint = f"https://metadata.example:{twin.port}/send"
    await session.flush()

    await send_push(row.id, MESSAGE, way=way)

    assert twin.requests == []
    assert (await session.exec(select(PushSubscription))).all() == []


async def test_a_certificate_of_somebody_else_is_not_believed(session, service):
    twin, way = service
    row, _ = await subscribed(session, await signed_in(session), port=twin.port)

    with pytest.raises(PushNotAccepted):
        await send_push(row.id, MESSAGE, way=Way(way.gate))

    assert twin.requests == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example/1",
        "https://127.0.0.1/1",
        "https://[::1]/1",
        "https://169.254.169.254/latest",
        "https://10.0.0.7/1",
        "https://localhost/1",
        "https://valkey/1",
        "https://push.example:6379/1",
        "https://user@push.example/1",
        "https://push.example\\@10.0.0.1/1",
        "https://push.example/a b",
        "https://0x7f000001/1",
        "https://[::1/1",
        "https://push.example/" + "a" * 1000,
        "",
    ],
)
async def test_addresses_that_no_push_service_has_are_refused(session, endpoint):
    principal = await signed_in(session)

    with pytest.raises(push.BadSubscription):
        await push.add_device(
            session, principal, endpoint=endpoint, user_agent="", **SubscribedBrowser().keys
        )


@pytest.mark.parametrize(
    "wrong", [{"p256dh": "AAAA"}, {"auth": "A" * 30}, {"p256dh": "é"}, {"auth": ""}]
)
async def test_keys_that_no_browser_makes_are_refused(session, wrong):
    keys = SubscribedBrowser().keys | wrong

    with pytest.raises(push.BadSubscription):
        await push.add_device(
            session,
            await signed_in(session),
            endpoint=f"https://{NAME}/1",
            user_agent="",
            **keys,
        )


async def test_a_guest_has_no_devices(session):
    with pytest.raises(SignInRequired):
        await subscribed(session, GUEST)


async def test_a_browser_belongs_to_whoever_signed_in_there_last(session):
    first, second = await signed_in(session), await signed_in(session)

    await subscribed(session, first)
    await subscribed(session, second)

    assert await push.list_devices(session, first) == []
    assert [d.label for d in await push.list_devices(session, second)] == ["Chrome on Android"]


async def test_after_signing_out_nothing_more_is_told(session):
    user = await a_user(session)
    here, elsewhere = await signed_in(session, user), await signed_in(session, user)
    await subscribed(session, here, path="/here")
    await subscribed(session, elsewhere, path="/elsewhere")

    await sessions.revoke_other_sessions(session, here)

    told = await push.notify(session, user.id, PushKind.MESSAGE, "News", "A reply.", "/account")
    assert told == 1
    assert [device.is_here for device in await push.list_devices(session, here)] == [True]


async def test_devices_are_removed_by_their_owner_only(session):
    owner, stranger = await signed_in(session), await signed_in(session)
    row, _ = await subscribed(session, owner)

    await push.remove_device(session, stranger, row.id)
    await push.remove_endpoint(session, stranger, row.endpoint)
    assert len(await push.list_devices(session, owner)) == 1

    await push.remove_device(session, owner, row.id)
    assert await push.list_devices(session, owner) == []


async def test_only_the_newest_devices_are_kept(session):
    principal = await signed_in(session)

    for number in range(push.MOST_DEVICES + 3):
        await subscribed(session, principal, path=f"/{number}")

    assert len(await push.list_devices(session, principal)) == push.MOST_DEVICES


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", "orders"])
async def test_messages_lead_into_the_shop_only(session, url):
    with pytest.raises(ValueError, match="not a path"):
        await push.notify(session, (await a_user(session)).id, PushKind.MESSAGE, "a", "b", url)


async def test_a_buyer_is_told_of_the_parcel_and_its_arrival_once(
    session, cache, postman: Postman
):
    user = await a_user(session)
    buyer = await signed_in(session, user)
    await subscribed(session, buyer)
    shelf = await a_shelf(session, prices=(1250,))
    order = await a_paid_order(session, shelf, buyer=buyer)
    owner = await joined(session, shelf[0].vendor)
    (part,) = await orders.vendor_orders_of(session, order.id)
    await accept_vendor_order(session, owner, part.id)
    parcel = await pack_parcel(session, owner, part.id)
    await hand_over_parcel(session, owner, part.id, parcel.id, carrier="Own delivery")
    await deliver_parcel(session, owner, part.id, parcel.id)

    await postman()
    await postman()

    told = await pushes(session)
    assert [(m["kind"], m["url"]) for m in told] == [
        ("order_shipped", f"/orders/{order.number}"),
        ("order_delivered", f"/orders/{order.number}"),
    ]
    personal = (user.email, user.name, order.email, "Porto", "Rua")
    assert not any(word in json.dumps(told, ensure_ascii=False) for word in personal)


def test_two_processes_that_start_at_once_have_one_key():
    path = push_keys.key_file()
    push_keys._make(path)
    first = path.read_bytes()

    push_keys._make(path)

    assert path.read_bytes() == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in path.parent.iterdir()] == ["vapid.pem"]


def test_a_key_of_the_settings_comes_first(monkeypatch):
    own = Vapid02()
    own.generate_keys()
    monkeypatch.setenv("ECOMARKET_VAPID_PRIVATE_KEY", own.private_pem().decode())
    settings.cache_clear()

    assert push_keys.vapid().private_pem() == own.private_pem()
    assert not push_keys.key_file().exists()
