"""A workshop's files from upload to deletion."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import read_session, transaction
from core.events.models import OutboxMessage
from core.jobs.app import job_app
from core.kernel.errors import Conflict, Forbidden, SignInRequired
from core.kernel.principal import GUEST, SYSTEM, VendorRole
from core.media.delete_media import delete_files, delete_media
from core.media.errors import MediaInUse, MediaNotFound, UnknownFileType
from core.media.models import MediaAsset, MediaKind, MediaStatus
from core.media.picture import Picture
from core.media.request_image import request_image, retry_fetch
from core.media.storage import LocalStorage, storage, storage_key
from core.media.store_file import store_upload
from core.media.tasks import derive, fetch_image, fetch_images
from tests.factories.catalog import a_product, a_vendor
from tests.factories.pictures import a_model, a_photo
from tests.factories.shop import a_member
from tests.web_server import a_server, always, gate_to, ok


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


async def test_an_upload_becomes_a_ready_picture(session: AsyncSession, media_root: Path):
    owner = await a_member(session, await a_vendor(session))

    asset = await store_upload(session, owner, a_photo())
    assert asset.status is MediaStatus.STORED
    await derive()
    await session.refresh(asset)

    assert asset.status is MediaStatus.READY
    assert sorted(asset.derivatives) == [
        "1080.avif", "1080.webp", "360.avif", "360.webp", "720.avif", "720.webp",
    ]  # fmt: skip
    assert len(files(media_root)) == 7
    picture = Picture.of(asset)
    assert picture is not None
    assert picture.srcset("avif").endswith("1080w")
    told = (await session.exec(select(OutboxMessage))).one()
    assert (told.event, told.payload["media_id"]) == ("MediaReady", str(asset.id))


async def test_the_same_picture_twice_is_one_file_and_one_asset(
    session: AsyncSession, media_root: Path
):
    owner = await a_member(session, await a_vendor(session))
    other = await a_member(session, await a_vendor(session))

    first = await store_upload(session, owner, a_photo())
    again = await store_upload(session, owner, a_photo())
    elsewhere = await store_upload(session, other, a_photo())

    assert again.id == first.id
    assert elsewhere.id != first.id
    assert len(files(media_root)) == 1


async def test_a_model_is_ready_at_once(session: AsyncSession):
    owner = await a_member(session, await a_vendor(session))

    asset = await store_upload(session, owner, a_model())

    assert (asset.kind, asset.status) == (MediaKind.MODEL, MediaStatus.READY)
    assert asset.storage_key.endswith(".glb")


@pytest.mark.bends_rows
async def test_only_those_who_keep_the_catalog_upload(session: AsyncSession, media_root: Path):
    finance = await a_member(session, await a_vendor(session), VendorRole.FINANCE)

    with pytest.raises(Forbidden):
        await store_upload(session, finance, a_photo())
    with pytest.raises(SignInRequired):
        await store_upload(session, GUEST, a_photo())
    with pytest.raises(UnknownFileType):
        await store_upload(session, SYSTEM, b"<svg/>")
    assert files(media_root) == []


async def test_deleting_takes_the_copies_too(session: AsyncSession, media_root: Path):
    owner = await a_member(session, await a_vendor(session))
    asset = await store_upload(session, owner, a_photo())
    await derive()
    await session.refresh(asset)
    keys = [asset.storage_key, *asset.derivatives.values()]

    await delete_media(session, owner, asset.id)
    await delete_files(sha256=asset.sha256, keys=keys)

    assert await session.get(MediaAsset, asset.id) is None
    assert files(media_root) == []


async def test_files_that_another_workshop_needs_stay(session: AsyncSession, media_root: Path):
    owner = await a_member(session, await a_vendor(session))
    other = await a_member(session, await a_vendor(session))
    asset = await store_upload(session, owner, a_photo())
    kept = await store_upload(session, other, a_photo())

    await delete_media(session, owner, asset.id)
    await delete_files(sha256=asset.sha256, keys=[asset.storage_key])

    assert storage().read(kept.storage_key)


async def test_a_picture_that_is_shown_is_not_deleted(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    await a_product(session, vendor=vendor)
    shown = (await session.exec(select(MediaAsset))).one()

    with pytest.raises(MediaInUse):
        await delete_media(session, owner, shown.id)
    with pytest.raises(MediaNotFound):
        await delete_media(session, await a_member(session, await a_vendor(session)), shown.id)


async def test_a_picture_is_fetched_once_for_each_address(session: AsyncSession):
    vendor = await a_vendor(session)

    async with a_server(always(ok(a_photo(500, 500)))) as port:
        url = f"http://pictures.example:{port}/a.jpg"
        asset = await request_image(session, vendor.id, url)
        again = await request_image(session, vendor.id, url)
        await fetch_image(asset.id, gate=gate_to(port))

    await session.refresh(asset)
    assert again.id == asset.id
    assert (asset.status, asset.width) == (MediaStatus.STORED, 500)


async def test_a_failed_fetch_is_said_on_the_asset_and_can_be_tried_again(
    session: AsyncSession, media_root: Path
):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    inside = await request_image(session, vendor.id, "http://127.0.0.1/secret.png")
    relative = await request_image(session, vendor.id, "pictures/a.png")

    for asset in (inside, relative):
        await fetch_image(asset.id)
        await session.refresh(asset)
        assert asset.status is MediaStatus.FAILED
        assert asset.error == "This is not a public web address."
    assert files(media_root) == []

    await retry_fetch(session, owner, inside.id)
    assert inside.status is MediaStatus.WAITING
    with pytest.raises(Conflict):
        await retry_fetch(session, owner, inside.id)


async def test_what_waits_is_fetched_side_by_side(clean_database: AsyncEngine):
    async with transaction() as session:
        vendor = await a_vendor(session)
        for number in range(8):
            await request_image(session, vendor.id, f"http://10.0.0.{number}/a.png")

    await fetch_images()

    async with read_session() as session:
        statuses = set(await session.exec(select(MediaAsset.status)))
    assert statuses == {MediaStatus.FAILED}


async def test_a_page_in_place_of_a_picture_fails_the_asset(session: AsyncSession):
    vendor = await a_vendor(session)
    async with a_server(always(ok(b"<html>sign in</html>"))) as port:
        asset = await request_image(session, vendor.id, f"http://pictures.example:{port}/")
        await fetch_image(asset.id, gate=gate_to(port))

    await session.refresh(asset)
    assert asset.status is MediaStatus.FAILED


async def test_work_is_requested_in_the_same_transaction_and_once(
    clean_database: AsyncEngine,
):
    async with transaction() as session:
        owner = await a_member(session, await a_vendor(session))
        await store_upload(session, owner, a_photo(400, 300))
        await store_upload(session, owner, a_photo(401, 300))
    async with read_session() as session:
        names = await session.scalars(text("SELECT task_name FROM procrastinate_jobs"))

    assert list(names) == ["media.make_derivatives"]


def test_a_key_cannot_leave_the_folder(media_root: Path):
    for key in ("../x", "/etc/passwd", "ab/../../x", f"aa/{'0' * 64}.exe", ""):
        with pytest.raises(ValueError, match="not a storage key"):
            storage().path(key)


def test_a_file_appears_whole_and_nothing_else_stays(media_root: Path):
    shelf = LocalStorage(media_root)
    key = storage_key(b"data", "png")

    shelf.put(key, b"data")
    shelf.put(key, b"data")

    assert [path.name for path in files(media_root)] == [key.partition("/")[2]]
    assert shelf.read(key) == b"data"


def test_jobs_are_known_to_the_worker():
    assert {"media.fetch_images", "media.make_derivatives", "media.sweep"} <= set(job_app.tasks)
