"""Pictures of buyers: who may send them, how large, of what kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import func, select

from core.identity.cookies import session_cookie
from core.identity.models import App
from core.reviews.models import ReviewPhoto
from core.reviews.photos import MAX_BYTES
from core.settings import settings
from tests.factories.identity import a_session, a_user
from tests.factories.pictures import a_photo

PATH = "/reviews/photos"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
async def buyer(session, shop):
    user = await a_user(session)
    secret = await a_session(session, user)
    shop.cookies.set(session_cookie(App.STOREFRONT.value).name, secret)
    return user


async def kept(session) -> int:
    return await session.scalar(select(func.count()).select_from(ReviewPhoto))


async def test_a_signed_in_buyer_sends_a_picture(session, shop, buyer):
    answer = await shop.post(PATH, files={"file": ("mug.jpg", a_photo(), "image/jpeg")})

    assert answer.status_code == 201
    photo = (await session.exec(select(ReviewPhoto))).one()
    assert (photo.user_id, photo.review_id) == (buyer.id, None)
    assert answer.json()["id"] == str(photo.id)
    assert answer.json()["url"].startswith("/media/")


async def test_a_stranger_and_a_foreign_page_are_refused(session, shop):
    files = {"file": ("mug.jpg", a_photo(), "image/jpeg")}

    stranger = await shop.post(PATH, files=files)
    foreign = await shop.post(PATH, files=files, headers={"Sec-Fetch-Site": "cross-site"})

    assert (stranger.status_code, foreign.status_code) == (403, 403)
    assert await kept(session) == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg onload=alert(1)>", "unknown_file_type"),
        (b"\xff\xd8\xff" + bytes(100), "broken_file"),
        (b"\xff\xd8\xff" + bytes(MAX_BYTES), "file_too_large"),
    ],
)
async def test_what_is_no_picture_or_too_large_is_refused(session, shop, buyer, data, code):
    answer = await shop.post(PATH, files={"file": ("mug.jpg", data, "image/jpeg")})

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert await kept(session) == 0
