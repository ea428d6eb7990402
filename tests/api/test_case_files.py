"""Labels and pictures of cases: for the buyer's link, and for nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import func, select

from core.kernel.principal import GUEST
from core.returns.decide_return import approve_return
from core.returns.models import CasePhoto
from core.returns.request_return import ReturnWish, request_return
from core.returns.statuses import ReturnReason
from core.settings import settings
from tests.factories.orders import a_shelf
from tests.factories.pictures import a_photo
from tests.factories.principals import owner_of
from tests.factories.returns import a_delivered_order, link_of, only_part


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
async def mug(session):
    return (await a_shelf(session, prices=(1250,)))[0]


async def test_who_has_the_link_prints_the_label_and_nobody_else(session, shop, mug):
    order = await a_delivered_order(session, {mug: 1})
    part, line = await only_part(session, order)
    wish = ReturnWish(units={line.id: 1}, reason=ReturnReason.CHANGED_MIND)
    found = await request_return(session, GUEST, part.id, wish, token=link_of(order))
    await approve_return(session, owner_of(mug.vendor), found.id)
    address = f"/documents/returns/{found.number}/label.pdf"

    mine = await shop.get(f"{address}?t={link_of(order)}")
    wrong = await shop.get(f"{address}?t={'x' * 43}")
    without = await shop.get(address)

    assert (mine.status_code, mine.content[:5]) == (200, b"%PDF-")
    assert mine.headers["cache-control"] == "private, no-store"
    assert wrong.status_code == 404
    assert without.status_code in {401, 403}


async def test_a_picture_needs_the_link_a_true_picture_and_an_own_form(session, shop, mug):
    order = await a_delivered_order(session, {mug: 1})
    path = f"/cases/photos?order={order.number}&t={link_of(order)}"
    files = {"file": ("mug.jpg", a_photo(), "image/jpeg")}

    foreign = await shop.post(path, files=files, headers={"Sec-Fetch-Site": "cross-site"})
    wrong = await shop.post(f"/cases/photos?order={order.number}&t=wrong", files=files)
    no_picture = await shop.post(path, files={"file": ("x.jpg", b"no", "image/jpeg")})
    kept = await shop.post(path, files=files)

    assert (foreign.status_code, wrong.status_code) == (403, 404)
    assert no_picture.status_code in {400, 415, 422}
    assert kept.status_code == 201
    assert kept.json()["url"].startswith("/media/")
    assert await session.scalar(select(func.count()).select_from(CasePhoto)) == 1
