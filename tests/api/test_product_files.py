"""Product files of workshops over HTTP."""

from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from openpyxl import load_workbook
from redis.asyncio import Redis
from sqlalchemy import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.app import build_api
from core.catalog.models import ProductImport
from core.identity.cookies import session_cookie
from core.identity.models import App, User
from core.imports.run_import import check_file
from core.imports.start_import import check_import
from core.kernel.principal import VendorRole
from core.settings import settings
from core.vendors.models import Vendor
from tests.factories.identity import a_session
from tests.factories.imports import a_desk
from tests.factories.shop import a_piece, a_workshop
from tests.factories.workshops import joined

HOST = "http://localhost"
FILE = b"Handle,Title,Variant Price\noak,Oak bowl,12.50\nash,Ash bowl,-1\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
async def portal(session: AsyncSession, cache: Redis) -> AsyncIterator[AsyncClient]:
    headers = {"Origin": HOST, "Sec-Fetch-Site": "same-origin"}
    transport = ASGITransport(build_api("vendor_portal"), client=("192.0.2.7", 40_000))
    async with AsyncClient(transport=transport, base_url=HOST, headers=headers) as client:
        yield client


@pytest.fixture
async def vendor(session: AsyncSession) -> Vendor:
    return await a_workshop(session)


async def sign_in(session, portal, vendor, role=VendorRole.OWNER):
    caller = await joined(session, vendor, role)
    user = await session.get_one(User, caller.user_id)
    secret = await a_session(session, user, App.VENDOR_PORTAL)
    portal.cookies.set(session_cookie(App.VENDOR_PORTAL).name, secret)


async def count(session):
    return (await session.execute(select(func.count(ProductImport.id)))).scalar_one()


async def test_a_file_is_kept_and_nothing_else(session, portal, vendor):
    await sign_in(session, portal, vendor)

    answer = await portal.post(
        "/product-files/upload?currency=USD&publish=no",
        files={"file": ("../../etc/bowls.csv", FILE)},
    )

    assert answer.status_code == 201
    row = (await session.execute(select(ProductImport))).scalar_one()
    assert answer.json() == {"id": str(row.id)}
    assert (row.vendor_id, row.filename, row.currency, row.is_publish) == (
        vendor.id,
        "bowls.csv",
        "USD",
        False,
    )
    assert row.status.value == "uploaded"


@pytest.mark.parametrize(
    ("address", "content", "code"),
    [
        ("/product-files/upload?currency=GBP", FILE, "invalid"),
        ("/product-files/upload", b"", "product_file_empty"),
        ("/product-files/upload", b"%PDF-1.7 x", "product_file_wrong_type"),
    ],
)
async def test_what_is_no_product_file_is_refused(
    session, portal, vendor, address, content, code
):
    await sign_in(session, portal, vendor)

    answer = await portal.post(address, files={"file": ("bowls.csv", content)})

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert await count(session) == 0


async def test_another_site_uploads_nothing(session, portal, vendor):
    await sign_in(session, portal, vendor)

    answer = await portal.post(
        "/product-files/upload",
        files={"file": ("bowls.csv", FILE)},
        headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_form")
    assert await count(session) == 0


@pytest.mark.parametrize(
    "address",
    [
        "/product-files/export/csv",
        "/product-files/export/xlsx",
        "/product-files/imports/01a1fe43-1d65-7356-9506-3c58240c1718/report.csv",
    ],
)
async def test_a_guest_gets_no_file(portal, address):
    answer = await portal.get(address)

    assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_required")


async def test_a_member_for_orders_takes_no_products_out(session, portal, vendor):
    await sign_in(session, portal, vendor, VendorRole.ORDERS)

    answer = await portal.get("/product-files/export/csv")

    assert answer.status_code == 403


async def test_products_are_taken_out_in_every_format(session, portal, vendor):
    piece = await a_piece(session, vendor)
    await a_piece(session)
    await sign_in(session, portal, vendor)

    own = await portal.get("/product-files/export/csv?currency=EUR")
    shopify = await portal.get("/product-files/export/shopify-csv")
    workbook = await portal.get("/product-files/export/xlsx")

    for text in (own.text, shopify.text):
        assert piece.product.handle in text
        assert len(text.splitlines()) == 2
    assert own.text.startswith("\ufeff")
    assert "products.csv" in own.headers["content-disposition"]
    rows = list(load_workbook(BytesIO(workbook.content)).active.values)
    assert [row[0] for row in rows[1:]] == [piece.product.handle]


async def test_an_unknown_format_or_currency_is_refused(session, portal, vendor):
    await sign_in(session, portal, vendor)

    assert (await portal.get("/product-files/export/pdf")).status_code == 422
    assert (await portal.get("/product-files/export/csv?currency=GBP")).status_code == 422


async def test_the_report_is_for_the_workshop_alone(session, portal, vendor):
    maker = await a_desk(session)
    upload = await maker.upload(FILE)
    await check_import(session, maker.caller, upload.id, {})
    await session.flush()
    await check_file(upload.id)
    address = f"/product-files/imports/{upload.id}/report.csv"

    await sign_in(session, portal, vendor)
    assert (await portal.get(address)).status_code == 404

    portal.cookies.clear()
    await sign_in(session, portal, maker.vendor)
    answer = await portal.get(address)
    assert "3,error" in answer.text
    assert "2,created" in answer.text


async def test_the_template_reads_back(portal):
    answer = await portal.get("/product-files/template.csv")

    assert answer.status_code == 200
    assert answer.text.startswith("\ufeffHandle,")
