import pytest
from sqlmodel import select

from core.catalog.models import ImportStatus, Product
from core.imports.run_import import check_file, run_file
from tests.factories.imports import a_desk
from tests.factories.shop import a_workshop
from tests.vendor_portal.pressing import press
from vendor_portal.pages.import_job.state import ImportJobState
from vendor_portal.pages.imports.state import ImportsState

FILE = "Handle,Title,Variant Price,Type\noak,Oak bowl,12.50,Bowls\nash,Ash bowl,-1,Bowls\n"


@pytest.fixture
async def upload(session):
    maker = await a_desk(session)
    return maker.vendor, await maker.upload(FILE)


async def open_import(desk, vendor, upload):
    key = str(upload.id)
    return await desk(vendor, ImportJobState, f"/products/import/{key}", import_id=key)


async def read_along(tab):
    async for _ in ImportJobState.follow.fn(tab):
        pass


async def titles(session):
    return [product.title for product in await session.exec(select(Product))]


async def test_nothing_is_written_before_the_workshop_says_so(session, desk, upload):
    vendor, row = upload
    tab = await open_import(desk, vendor, row)
    await tab._show_columns(await tab._show())
    assert [column.choice for column in tab.columns] == ["handle", "title", "price", "type"]

    await press(tab.check({}))
    await check_file(row.id)
    await tab._show()

    assert tab.upload.status == "checked"
    assert tab.upload.report.writes == 1
    assert [(issue.row, issue.word) for issue in tab.upload.report.issues][:1] == [
        ("3", "Left out")
    ]
    assert tab.upload.report.unknown_categories == ["Bowls"]
    assert await titles(session) == []

    await press(tab.confirm())
    await run_file(row.id)
    await tab._show()

    assert tab.upload.status == "done"
    assert await titles(session) == ["Oak bowl"]


async def test_a_chosen_column_counts_at_the_next_check(session, desk, upload):
    vendor, row = upload
    tab = await open_import(desk, vendor, row)
    await tab._show_columns(await tab._show())

    await press(tab.check({"column:3": "ignore", "column:0": "handle", "category:None": "x"}))

    await session.refresh(row)
    assert row.mapping == {"Type": "ignore"}
    assert row.status is ImportStatus.CHECKING


async def test_an_import_cannot_be_confirmed_before_it_was_checked(session, desk, upload):
    vendor, row = upload
    tab = await open_import(desk, vendor, row)

    await press(tab.confirm())

    assert tab.refusal == "This import is uploaded; that is not possible now."
    assert await titles(session) == []


async def test_a_canceled_import_writes_nothing(session, desk, upload):
    vendor, row = upload
    tab = await open_import(desk, vendor, row)

    await press(tab.cancel())
    await press(tab.confirm())

    assert tab.upload.status == "canceled"
    assert tab.refusal
    assert await titles(session) == []


async def test_another_workshops_import_is_not_there(session, desk, upload):
    _, row = upload
    stranger = await a_workshop(session)

    tab = await open_import(desk, stranger, row)
    assert tab.status == "missing" or tab.upload.filename == ""
    await press(tab.check({}))
    await press(tab.cancel())

    assert tab.refusal == "There is no such import."
    await session.refresh(row)
    assert row.status is ImportStatus.UPLOADED


async def test_the_list_has_only_ones_own_imports(session, desk, upload):
    vendor, row = upload

    own = await desk(vendor, ImportsState, "/products/import")
    other = await desk(await a_workshop(session), ImportsState, "/products/import")

    assert [found.filename for found in own.rows] == [row.filename]
    assert other.rows == []


async def test_where_the_upload_goes_follows_the_choices(session, desk):
    tab = await desk(await a_workshop(session), ImportsState, "/products/import")
    assert tab.upload_action == "/product-files/upload?currency=EUR&publish=yes"

    await tab.set_currency("USD")
    await tab.set_publishes(False)

    assert tab.upload_action == "/product-files/upload?currency=USD&publish=no"
