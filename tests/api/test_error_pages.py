import pytest
from httpx import ASGITransport, AsyncClient

from core.api.app import build_api
from core.api.maintenance import FILE, Maintenance
from core.identity.errors import TooManyAttempts
from core.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from core.settings import AppName, settings

PAGE = {"Accept": "text/html"}
SCRIPT = {"Accept": "application/json"}


def app_that_raises(error, name="storefront"):
    api = build_api(name)

    async def fail():
        raise error

    api.get("/fails")(fail)
    return api


def browser_of(app):
    transport = ASGITransport(app, raise_app_exceptions=False)
    return AsyncClient(transport=transport, base_url="http://localhost")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Invalid("Look again."), 422),
        (NotFound("There is none."), 404),
        (Conflict("It changed."), 409),
        (Forbidden("Not for you."), 403),
        (Unavailable("Later."), 503),
        (TooManyAttempts(90), 429),
    ],
)
async def test_a_refusal_is_a_page_for_people_and_json_for_scripts(error, status):
    browser = browser_of(app_that_raises(error))

    page = await browser.get("/fails", headers=PAGE)
    data = await browser.get("/fails", headers=SCRIPT)

    assert (page.status_code, data.status_code) == (status, status)
    assert error.message in page.text
    assert 'action="/search"' in page.text
    assert 'href="/help"' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert data.json() == {"code": error.code, "message": error.message}


async def test_who_comes_too_often_is_told_how_long_to_wait():
    browser = browser_of(app_that_raises(TooManyAttempts(90)))

    for headers in (PAGE, SCRIPT):
        assert (await browser.get("/fails", headers=headers)).headers["retry-after"] == "90"


async def test_our_mistake_is_shown_as_a_number_and_nothing_else(caplog):
    browser = browser_of(app_that_raises(RuntimeError("the secret of the house")))

    page = await browser.get("/fails", headers=PAGE)
    data = await browser.get("/fails", headers=SCRIPT)

    assert (page.status_code, data.status_code) == (500, 500)
    assert "secret" not in page.text + data.text
    incidents = [record.args[0] for record in caplog.records if record.name.endswith("errors")]
    assert f"<code>{incidents[0]}</code>" in page.text
    assert incidents[1] in data.json()["message"]


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/consent", 405), ("POST", "/help/vote", 422)]
)
async def test_what_the_router_refuses_is_a_page_too(method, path, status):
    headers = PAGE | {"Origin": "http://localhost"}

    answer = await browser_of(build_api("storefront")).request(method, path, headers=headers)

    assert answer.status_code == status
    assert answer.text.startswith("<!doctype html>")


async def test_a_desk_offers_its_overview_and_no_search_of_the_shop():
    browser = browser_of(app_that_raises(NotFound("There is none."), "admin"))

    page = await browser.get("/fails", headers=PAGE)

    assert "Go to the overview" in page.text
    assert "/search" not in page.text


async def test_what_is_said_cannot_become_markup():
    browser = browser_of(app_that_raises(Invalid("<script>alert(1)</script>")))

    assert "<script>alert" not in (await browser.get("/fails", headers=PAGE)).text


@pytest.mark.parametrize(
    ("name", "status"),
    [(AppName.STOREFRONT, 503), (AppName.VENDOR_PORTAL, 503), (AppName.ADMIN, 200)],
)
async def test_a_file_closes_shop_and_portal_until_it_is_gone(
    monkeypatch, tmp_path, name, status
):
    monkeypatch.setattr(settings(), "home", tmp_path)

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"open"})

    browser = browser_of(Maintenance(app, name))
    before = await browser.get("/", headers=PAGE)
    (tmp_path / FILE).write_text("Back at noon.")
    during = await browser.get("/", headers=PAGE)
    health = await browser.get("/health")
    (tmp_path / FILE).unlink()
    after = await browser.get("/", headers=PAGE)

    assert (before.status_code, during.status_code, after.status_code) == (200, status, 200)
    assert health.status_code == 200
    if status == 503:
        assert "Back at noon." in during.text
        assert during.headers["retry-after"] == "600"
