"""Stored files over HTTP."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from redis.asyncio import Redis
from sqlalchemy import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.app import build_api
from core.identity.cookies import session_cookie
from core.identity.models import App, User
from core.kernel.clock import utc_now
from core.kernel.principal import Role, VendorRole
from core.media.models import MediaAsset
from core.media.prepare import MAX_BYTES
from core.media.storage import storage, storage_key
from core.settings import settings
from core.vendors.models import VendorMember
from tests.factories.catalog import a_vendor
from tests.factories.identity import a_session, a_user
from tests.factories.pictures import a_photo

HOST = "http://localhost"


@pytest.fixture(autouse=True)
def media_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    yield tmp_path / "media"
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
async def portal(session: AsyncSession, cache: Redis) -> AsyncIterator[AsyncClient]:
    headers = {"Origin": HOST, "Sec-Fetch-Site": "same-origin"}
    transport = ASGITransport(build_api("vendor_portal"), client=("192.0.2.7", 40_000))
    async with AsyncClient(transport=transport, base_url=HOST, headers=headers) as client:
        yield client


@pytest.fixture
async def maker(session: AsyncSession, portal: AsyncClient) -> User:
    """Somebody of a workshop, signed in to the portal."""
    vendor = await a_vendor(session)
    user = await a_user(session, roles=(Role.CUSTOMER, Role.VENDOR))
    session.add(
        VendorMember(
            vendor_id=vendor.id, user_id=user.id, role=VendorRole.OWNER, joined_at=utc_now()
        )
    )
    await session.flush()
    token = await a_session(session, user, App.VENDOR_PORTAL)
    portal.cookies.set(session_cookie("vendor_portal").name, token)
    return user


async def count_assets(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(MediaAsset)) or 0


def stored(data: bytes, extension: str = "webp") -> str:
    key = storage_key(data, extension)
    storage().put(key, data)
    return f"/media/{key}"


async def test_a_file_is_kept_forever_and_asked_for_once(portal: AsyncClient):
    url = stored(b"0123456789")

    first = await portal.get(url)
    again = await portal.get(url, headers={"If-None-Match": first.headers["etag"]})

    assert (first.status_code, first.content) == (200, b"0123456789")
    assert first.headers["content-type"] == "image/webp"
    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert first.headers["x-content-type-options"] == "nosniff"
    assert (again.status_code, again.content) == (304, b"")


async def test_a_file_that_comes_with_the_market_is_asked_for_again(portal: AsyncClient):
    storage().put("demo/marks/olaria-mark.svg", b"<svg/>")

    first = await portal.get("/media/demo/marks/olaria-mark.svg")
    again = await portal.get(
        "/media/demo/marks/olaria-mark.svg",
        headers={"If-None-Match": first.headers["etag"]},
    )

    assert (first.status_code, first.content) == (200, b"<svg/>")
    assert first.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in first.headers["content-security-policy"]
    assert first.headers["cache-control"] == "public, max-age=3600"
    assert again.status_code == 304


async def test_a_part_of_a_file_can_be_asked_for(portal: AsyncClient):
    url = stored(b"0123456789", "glb")

    part = await portal.get(url, headers={"Range": "bytes=2-4"})
    beyond = await portal.get(url, headers={"Range": "bytes=50-"})

    assert (part.status_code, part.content) == (206, b"234")
    assert part.headers["content-range"] == "bytes 2-4/10"
    assert part.headers["content-type"] == "model/gltf-binary"
    assert beyond.status_code == 416


async def test_a_head_request_has_no_body(portal: AsyncClient):
    answer = await portal.head(stored(b"0123456789"))

    assert (answer.status_code, answer.headers["content-length"]) == (200, "10")
    assert answer.content == b""


@pytest.mark.parametrize(
    "path",
    [
        "/media/aa/missing.webp",
        f"/media/aa/{'0' * 64}.webp",
        "/media/../settings.py",
        "/media/%2e%2e/%2e%2e",
        "/media/aa/..%2f..%2fetc%2fpasswd",
        "/media/demo/../../home.svg",
        "/media/demo/missing.webp",
        "/media/demo/a/b/c/d/e.webp",
        "/media/",
    ],
)
async def test_nothing_but_stored_files_is_served(portal: AsyncClient, path: str):
    assert (await portal.get(path)).status_code == 404


async def test_a_workshop_uploads_a_picture(
    session: AsyncSession, portal: AsyncClient, maker: User
):
    answer = await portal.post("/media/upload", files={"file": ("a.jpg", a_photo(400, 300))})

    body = answer.json()
    assert answer.status_code == 201
    assert (body["width"], body["height"], body["kind"]) == (400, 300, "image")
    assert (await portal.get(body["url"])).headers["content-type"] == "image/jpeg"


async def test_strangers_upload_nothing(session: AsyncSession, portal: AsyncClient):
    answer = await portal.post("/media/upload", files={"file": ("a.jpg", a_photo())})

    assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_required")
    assert await count_assets(session) == 0


async def test_another_site_cannot_make_a_browser_upload(
    session: AsyncSession, portal: AsyncClient, maker: User
):
    answer = await portal.post(
        "/media/upload",
        files={"file": ("a.jpg", a_photo())},
        headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403
    assert await count_assets(session) == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg onload='alert(1)'/>", "unknown_file_type"),
        (b"\xff\xd8\xff" + b"\x00" * MAX_BYTES, "file_too_large"),
        (b"\xff\xd8\xff" + b"\x00" * (MAX_BYTES + 500_000), "file_too_large"),
        (b"\xff\xd8\xff\x00\x00", "broken_file"),
    ],
    ids=["svg", "a little too large", "much too large", "damaged"],
)
async def test_files_that_are_refused_leave_nothing(
    session: AsyncSession,
    portal: AsyncClient,
    maker: User,
    media_root: Path,
    data: bytes,
    code: str,
):
    answer = await portal.post("/media/upload", files={"file": ("a.jpg", data)})

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert await count_assets(session) == 0
    assert list(media_root.rglob("*.*")) == []  # noqa: ASYNC240


async def test_a_form_without_a_file_is_refused(portal: AsyncClient, maker: User):
    plain = await portal.post("/media/upload", data={"file": "text"})
    broken = await portal.post(
        "/media/upload", content=b"x", headers={"Content-Type": "multipart/form-data"}
    )

    assert (plain.status_code, broken.status_code) == (422, 422)
