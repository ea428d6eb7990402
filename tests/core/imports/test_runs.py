"""Uploads, permissions, refusals, pictures nobody gave, and runs that were cut off."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from core.catalog.importing import queries
from core.catalog.importing.errors import WrongFileType
from core.catalog.importing.queries import ImportNotFound
from core.catalog.importing.report import Outcome
from core.catalog.models import ImportStatus, PriceChange, Product
from core.imports.run_import import check_file, run_file
from core.imports.start_import import check_import, confirm_import, preview_import
from core.imports.tasks import delete_files
from core.kernel.clock import utc_now
from core.kernel.errors import Forbidden, Invalid
from core.kernel.principal import GUEST, Principal, Role, VendorRole
from core.media.models import MediaAsset, MediaStatus
from tests.factories.imports import a_desk

HEADER = "Handle,Title,Price,Image\n"


def rows(count: int) -> str:
    lines = (f"p-{n},Bowl {n},9,https://cdn.example/{n}.jpg\n" for n in range(count))
    return HEADER + "".join(lines)


async def test_a_file_that_is_no_table_is_refused_at_once_and_not_kept(desk, home):
    with pytest.raises(WrongFileType):
        await desk.upload(b"%PDF-1.7")

    assert list((home / "imports").iterdir()) == []


async def test_a_currency_nobody_sells_in_is_refused(desk):
    with pytest.raises(Invalid):
        await desk.upload(rows(1), currency="GBP")


@pytest.mark.parametrize("caller", [GUEST, Principal()])
async def test_a_stranger_cannot_upload(session, desk, caller):
    stranger = type(desk)(session, desk.vendor, caller)

    with pytest.raises(Forbidden):
        await stranger.upload(rows(1))


async def test_an_import_is_invisible_to_another_workshop(session, desk):
    upload = await desk.upload(rows(1))
    other = await a_desk(session)

    with pytest.raises(ImportNotFound):
        await check_import(session, other.caller, upload.id, {})
    with pytest.raises(ImportNotFound):
        await preview_import(session, other.caller, upload.id)


async def test_packers_cannot_import(session, desk):
    packer = Principal(
        desk.caller.user_id, frozenset({Role.VENDOR}), None, desk.vendor.id, VendorRole.ORDERS
    )

    with pytest.raises(Forbidden):
        await type(desk)(session, desk.vendor, packer).upload(rows(1))


async def test_a_preview_says_what_columns_mean_and_which_are_missing(session, desk):
    upload = await desk.upload("Codice;Title;Costo;Legno\noak;Ciotola;9,50;Rovere\n")

    first = await preview_import(session, desk.caller, upload.id)
    chosen = {"Codice": "handle", "Costo": "price", "Legno": "attribute"}
    second = await preview_import(session, desk.caller, upload.id, chosen)

    assert first.missing == ("Handle", "Price")
    assert first.meanings == ("", "title", "", "")
    assert first.file.rows == (("oak", "Ciotola", "9,50", "Rovere"),)
    assert second.missing == ()
    assert second.meanings == ("handle", "title", "price", "attribute")


async def test_a_check_without_the_required_columns_fails_with_a_sentence(desk):
    import_id = await desk.check("Codice,Title\noak,Ciotola\n")

    row = await desk.row(import_id)
    assert row.status is ImportStatus.FAILED
    assert row.report["notes"] == [
        "The columns are missing: “Handle”, “Price”. Every product file needs them."
    ]


async def test_a_run_that_was_cut_off_goes_on_where_it_stopped(session, desk):
    import_id = await desk.check(rows(250))
    await confirm_import(session, desk.caller, import_id)
    await session.exec(
        text("""
        CREATE FUNCTION cut_off() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'the server is gone'; END $$
    """)
    )
    await session.exec(
        text("""
        CREATE TRIGGER cut_off BEFORE UPDATE ON product_imports FOR EACH ROW
        WHEN (NEW.processed > 200) EXECUTE FUNCTION cut_off()
    """)
    )

    with pytest.raises(DBAPIError):
        await run_file(import_id)

    row = await desk.row(import_id)
    assert (row.status, row.processed) == (ImportStatus.RUNNING, 200)
    assert len((await session.exec(select(Product))).all()) == 200
    await session.exec(text("DROP TRIGGER cut_off ON product_imports"))

    await run_file(import_id)

    report = await desk.report(import_id)
    assert report.outcomes[Outcome.CREATED] == 250
    assert report.rows_read == 250
    assert len((await session.exec(select(Product))).all()) == 250
    assert len((await session.exec(select(PriceChange))).all()) == 250


async def test_a_job_that_comes_twice_does_its_work_once(session, desk):
    import_id = await desk.check(rows(3))
    await check_file(import_id)
    await confirm_import(session, desk.caller, import_id)
    await session.flush()

    await run_file(import_id)
    await run_file(import_id)

    assert (await desk.row(import_id)).status is ImportStatus.DONE
    assert len((await session.exec(select(PriceChange))).all()) == 3


async def test_pictures_nobody_gave_are_listed_and_products_stand(session, desk):
    import_id = await desk.check(rows(2))
    await confirm_import(session, desk.caller, import_id)
    await session.flush()
    await run_file(import_id)
    assets = (await session.exec(select(MediaAsset).order_by(col(MediaAsset.id)))).all()
    assets[1].status, assets[1].error = MediaStatus.FAILED, "The server answered 404."
    await session.flush()

    row = await desk.row(import_id)
    assert await queries.unreachable_pictures(session, row) == [
        ("p-1", "https://cdn.example/1.jpg", "The server answered 404.")
    ]
    assert len((await session.exec(select(Product))).all()) == 2


async def test_files_are_kept_for_a_month(session, desk, home):
    old, new = await desk.upload(rows(1)), await desk.upload(rows(1))
    old.created_at = utc_now().replace(year=2020)
    await session.flush()

    await delete_files(timestamp=0)

    assert [path.name for path in (home / "imports").iterdir()] == [new.storage_key]
    assert (await desk.row(old.id)).storage_key == ""
