"""Forms of other sites, redirects to other sites, addresses behind proxies."""

from collections.abc import Iterator

import pytest
from fastapi import Request
from httpx import ASGITransport, AsyncClient
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.app import build_api
from core.api.forms import client_address, local_path
from core.identity.cookies import guest_bag_cookie, read_cookie, session_cookie
from core.identity.models import User, UserSession
from core.settings import settings
from tests.factories.identity import PASSWORD, a_user

FORM = {"email": "ada@example.com", "password": PASSWORD}
FORMS = ["sign-in", "sign-out", "sign-up", "forgot", "reset", "verify", "resend"]


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Settings read afresh, and again when the test is over."""
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost:3001"},
        {"Origin": "null"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
        {},
    ],
)
async def test_a_form_that_another_page_sends_is_refused(
    session: AsyncSession, form: str, headers: dict[str, str]
):
    await a_user(session, email="ada@example.com")
    transport = ASGITransport(build_api("storefront"))
    async with AsyncClient(transport=transport, base_url="http://localhost") as foreign:
        answer = await foreign.post(f"/auth/{form}", data=FORM, headers=headers)

    assert answer.status_code == 403
    assert answer.json()["code"] == "foreign_form"
    assert (await session.exec(select(UserSession))).all() == []
    assert (await session.exec(select(func.count()).select_from(User))).one() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
async def test_a_form_of_our_own_page_is_taken(
    session: AsyncSession, shop: AsyncClient, headers: dict[str, str]
):
    shop.headers = headers

    assert (await shop.post("/auth/sign-out")).status_code == 303


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/%0d%0a".replace("%0d%0a", "\r\n") + "Location: https://evil.example",
        "\t//evil.example",
        "javascript:alert(1)",
        "evil.example",
        "///evil.example",
        "/" + "a" * 2000,
        "/auth/sign-out",
        "/ü",
        "",
    ],
)
async def test_the_way_on_never_leaves_the_shop(
    session: AsyncSession, shop: AsyncClient, wanted: str
):
    await a_user(session, email="ada@example.com")

    answer = await shop.post("/auth/sign-in", data=FORM | {"next": wanted})

    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("wanted", ["/account", "/orders/EM-1?t=a.b&x=%2F%2F", "/bag#lines"])
def test_a_path_of_the_shop_is_kept(wanted: str):
    assert local_path(wanted) == wanted


def test_a_refused_sign_in_keeps_only_a_local_way_on():
    assert local_path("//evil.example", otherwise="") == ""


def test_on_https_the_cookie_is_bound_to_its_host(configured: pytest.MonkeyPatch):
    configured.setenv("ECOMARKET_STOREFRONT_ORIGIN", "https://shop.example")
    settings.cache_clear()

    assert session_cookie("storefront").name == "__Host-ecomarket_storefront"
    assert session_cookie("storefront").secure
    assert guest_bag_cookie().name == "__Host-ecomarket_bag"
    assert session_cookie("admin").name == "ecomarket_admin"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("a=1; ecomarket_admin=token; b=2", "token"),
        ('bad cookie; =; "x"=y; ecomarket_admin="token"', "token"),
        ("ecomarket_admin_old=x; xecomarket_admin=y", ""),
        ("", ""),
    ],
)
def test_a_cookie_is_found_among_broken_ones(header: str, value: str):
    assert read_cookie(header, "ecomarket_admin") == value


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (0, "198.51.100.1", "192.0.2.7"),
        (1, "203.0.113.5, 198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.5, 198.51.100.1", "203.0.113.5"),
        (2, "198.51.100.1", "192.0.2.7"),
    ],
)
def test_a_visitor_cannot_choose_an_address(
    configured: pytest.MonkeyPatch, hops: int, forwarded: str, address: str
):
    configured.setenv("ECOMARKET_TRUSTED_PROXY_HOPS", str(hops))
    settings.cache_clear()
    request = Request(
        {
            "type": "http",
            "client": ("192.0.2.7", 4711),
            "headers": [(b"x-forwarded-for", forwarded.encode())],
        }
    )

    assert client_address(request) == address
