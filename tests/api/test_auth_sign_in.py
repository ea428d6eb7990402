"""Signing in and out by form post."""

from collections.abc import Mapping

import bcrypt
import pytest
from httpx import AsyncClient, Response
from redis.asyncio import Redis
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import sessions
from core.identity.models import App, User, UserSession
from core.kernel.principal import Role
from tests.factories.identity import PASSWORD, a_session, a_user

COOKIE = "ecomarket_storefront"


async def sign_in(
    browser: AsyncClient, email: str, password: str = PASSWORD, **more
) -> Response:
    form: Mapping[str, str] = {"email": email, "password": password, **more}
    return await browser.post("/auth/sign-in", data=form)


async def sessions_of(session: AsyncSession, user: User) -> list[UserSession]:
    rows = await session.exec(select(UserSession).where(UserSession.user_id == user.id))
    return list(rows)


async def test_a_customer_signs_in_and_is_led_on(session: AsyncSession, shop: AsyncClient):
    user = await a_user(session, email="ada@example.com")

    answer = await sign_in(shop, " Ada@Example.com ", next="/account?tab=orders")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/account?tab=orders"
    principal = await sessions.resolve(session, shop.cookies[COOKIE], app="storefront")
    assert principal is not None
    assert principal.user_id == user.id
    assert principal.email == "ada@example.com"
    assert principal.roles == {Role.CUSTOMER}


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    session: AsyncSession, shop: AsyncClient
):
    await a_user(session, email="ada@example.com")

    answer = await sign_in(shop, "ada@example.com")

    cookie = next(
        line for line in answer.headers.get_list("set-cookie") if line.startswith(COOKIE)
    )
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie


async def test_the_database_never_holds_the_cookie(session: AsyncSession, shop: AsyncClient):
    user = await a_user(session, email="ada@example.com")

    await sign_in(shop, "ada@example.com")

    (row,) = await sessions_of(session, user)
    assert shop.cookies[COOKIE].encode() not in row.token_hash
    assert len(row.token_hash) == 32
    assert row.ip == "192.0.2.7"


async def test_every_sign_in_has_a_new_secret_and_ends_the_old_session(
    session: AsyncSession, shop: AsyncClient
):
    await a_user(session, email="ada@example.com")
    await sign_in(shop, "ada@example.com")
    first = shop.cookies[COOKIE]

    await sign_in(shop, "ada@example.com")

    assert shop.cookies[COOKIE] != first
    assert await sessions.resolve(session, first, app="storefront") is None


@pytest.mark.parametrize(
    ("kind", "password"),
    [
        ("unknown", PASSWORD),
        ("wrong", "not the password"),
        ("disabled", PASSWORD),
        ("unconfirmed", PASSWORD),
        ("wrong", "x" * 900),
        ("wrong", ""),
    ],
)
async def test_every_refusal_reads_the_same(
    session: AsyncSession, shop: AsyncClient, kind: str, password: str
):
    await a_user(session, email="wrong@example.com")
    await a_user(session, email="disabled@example.com", is_active=False)
    await a_user(session, email="unconfirmed@example.com", is_confirmed=False)

    answer = await sign_in(shop, f"{kind}@example.com", password)

    assert answer.status_code == 303
    assert answer.headers["location"] == (
        f"/signin?error=wrong_credentials&email={kind}%40example.com"
    )
    assert "set-cookie" not in answer.headers
    assert (await session.exec(select(UserSession))).all() == []


@pytest.mark.parametrize("app", ["admin", "vendor_portal"])
async def test_a_customer_enters_no_other_app(
    session: AsyncSession, browsers: dict[str, AsyncClient], app: str
):
    await a_user(session, email="ada@example.com")

    answer = await sign_in(browsers[app], "ada@example.com")

    assert answer.headers["location"].startswith("/signin?error=wrong_credentials")
    assert (await session.exec(select(UserSession))).all() == []


async def test_the_cookie_of_one_app_means_nothing_in_another(session: AsyncSession):
    user = await a_user(session, roles=(Role.CUSTOMER, Role.SUPER_ADMIN))
    token = await a_session(session, user, App.STOREFRONT)

    assert await sessions.resolve(session, token, app="admin") is None
    assert await sessions.resolve(session, token, app="vendor_portal") is None
    shopper = await sessions.resolve(session, token, app="storefront")
    assert shopper is not None
    assert not shopper.is_staff


async def test_an_operator_signs_in_to_the_admin_app(
    session: AsyncSession, browsers: dict[str, AsyncClient]
):
    await a_user(session, email="olga@example.com", roles=(Role.CUSTOMER, Role.ADMIN))

    answer = await sign_in(browsers["admin"], "olga@example.com")

    assert answer.headers["location"] == "/"
    token = browsers["admin"].cookies["ecomarket_admin"]
    principal = await sessions.resolve(session, token, app="admin")
    assert principal is not None
    assert principal.roles == {Role.ADMIN}


async def test_a_bcrypt_hash_is_accepted_and_replaced(session: AsyncSession, shop: AsyncClient):
    old = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    user = await a_user(session, email="old@example.com", password_hash=old)

    answer = await sign_in(shop, "old@example.com")

    assert answer.headers["location"] == "/"
    await session.refresh(user)
    assert user.password_hash is not None
    assert user.password_hash.startswith("$argon2id$")
    again = await sign_in(shop, "old@example.com")
    assert again.headers["location"] == "/"


async def test_a_wrong_password_leaves_a_bcrypt_hash_alone(
    session: AsyncSession, shop: AsyncClient
):
    old = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    user = await a_user(session, email="old@example.com", password_hash=old)

    await sign_in(shop, "old@example.com", "something else")

    await session.refresh(user)
    assert user.password_hash == old


async def test_signing_out_ends_the_session_for_good(session: AsyncSession, shop: AsyncClient):
    await a_user(session, email="ada@example.com")
    await sign_in(shop, "ada@example.com")
    token = shop.cookies[COOKIE]

    answer = await shop.post("/auth/sign-out", data={"next": "/"})

    assert answer.status_code == 303
    assert COOKIE not in shop.cookies
    assert await sessions.resolve(session, token, app="storefront") is None


async def test_signing_out_without_a_session_is_no_error(shop: AsyncClient):
    answer = await shop.post("/auth/sign-out")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")


async def test_guessing_has_to_wait_longer_and_longer(
    session: AsyncSession, shop: AsyncClient, cache: Redis
):
    await a_user(session, email="ada@example.com")

    for _ in range(5):
        await sign_in(shop, "ada@example.com", "a wrong guess")
    sixth = await sign_in(shop, "ada@example.com")

    assert "error=too_many_attempts" in sixth.headers["location"]
    assert "wait=60" in sixth.headers["location"]
    assert (await session.exec(select(UserSession))).all() == []

    for key in await cache.keys("throttle:*:wait"):
        await cache.delete(key)
    await sign_in(shop, "ada@example.com", "a wrong guess")
    eighth = await sign_in(shop, "ada@example.com")
    assert "wait=120" in eighth.headers["location"]


async def test_a_stranger_cannot_lock_the_owner_out(session: AsyncSession, shop: AsyncClient):
    await a_user(session, email="ada@example.com")
    await sign_in(shop, "ada@example.com")
    stranger = shop._transport
    home = stranger.client  # pyright: ignore[reportAttributeAccessIssue]
    stranger.client = ("198.51.100.9", 1)  # pyright: ignore[reportAttributeAccessIssue]
    for _ in range(6):
        refused = await sign_in(shop, "ada@example.com", "a wrong guess")
    assert "too_many_attempts" in refused.headers["location"]

    stranger.client = home  # pyright: ignore[reportAttributeAccessIssue]
    answer = await sign_in(shop, "ada@example.com")

    assert answer.headers["location"] == "/"
