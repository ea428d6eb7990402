"""What leaves a shop comes back without changing it."""

import csv
import io

import pytest
from sqlmodel import col, select

from core.catalog.importing.report import Outcome
from core.catalog.models import Product, ProductVariant, SellMode, VariantPrice
from core.imports.export_products import ExportFormat, export_csv, export_xlsx
from core.kernel.errors import Forbidden
from core.kernel.principal import Principal, Role, VendorRole
from tests.factories.imports import a_desk

FILE = (
    "Handle,Title,Description,Category,Type,Tags,Published,Option1 Name,Option1 Value,SKU,"
    "Barcode,Price,Compare-at price,Price / USD,Stock,Variant Inventory Policy,Weight (g),"
    "Image,Image alt text,Variant image,SEO title,Attribute: Wood,Google Shopping / Gender\n"
    'oak,=Oak,<p>Turned</p>,Bowls,bowl,"oak, bowl",TRUE,Size,Small,OAK-S,4006381333931,12.50,'
    "15,13.90,4,deny,500,https://cdn.example/a.jpg,A bowl,https://cdn.example/s.jpg,Oak bowl,"
    "Oak; Ash,Unisex\n"
    "oak,,,,,,,,Large,OAK-L,,20,,,7,continue,900,https://cdn.example/b.jpg,,,,,\n"
    "ash,Ash,,Bowls,,,FALSE,,,ASH-1,,9,,,0,deny,,,,,,,\n"
)


async def exported(desk, export_format: ExportFormat) -> bytes:
    if export_format is ExportFormat.XLSX:
        out = io.BytesIO()
        await export_xlsx(desk.session, desk.caller, out, currency="EUR")
        return out.getvalue()
    chunks = export_csv(desk.session, desk.caller, currency="EUR", export_format=export_format)
    return b"".join([chunk async for chunk in chunks])


@pytest.mark.parametrize("export_format", ExportFormat)
async def test_an_export_brought_in_again_changes_nothing(desk, bowls, export_format):
    await desk.bring_in(FILE)

    report = await desk.bring_in(await exported(desk, export_format))

    assert report.error_count == 0
    assert report.outcomes[Outcome.UNCHANGED] == 2


@pytest.mark.parametrize("export_format", ExportFormat)
async def test_an_export_fills_another_shop_with_the_same(session, desk, bowls, export_format):
    await desk.bring_in(FILE)
    other = await a_desk(session)

    report = await other.bring_in(await exported(desk, export_format))

    assert report.outcomes[Outcome.CREATED] == 2
    products = await session.exec(
        select(Product).where(Product.vendor_id == other.vendor.id).order_by(Product.handle)
    )
    ash, oak = products.all()
    assert (oak.title, oak.tags, oak.option_names) == ("=Oak", ["oak", "bowl"], ["Size"])
    assert oak.description_html == "<p>Turned</p>"
    assert oak.seo_title == "Oak bowl"
    assert oak.category_id == bowls.id
    assert (oak.status.value, ash.status.value) == ("published", "draft")
    variants = await session.exec(
        select(ProductVariant)
        .where(ProductVariant.product_id == oak.id)
        .order_by(col(ProductVariant.position))
    )
    small, large = variants.all()
    assert (small.barcode, small.weight_g) == ("4006381333931", 500)
    assert large.sell_mode is SellMode.MADE_TO_ORDER
    prices = await session.exec(select(VariantPrice).where(VariantPrice.variant_id == small.id))
    assert {(p.currency, p.amount_minor, p.compare_at_minor) for p in prices} == {
        ("EUR", 1250, 1500),
        ("USD", 1390, None),
    }


async def test_exported_formulas_are_quoted(desk, bowls):
    await desk.bring_in(FILE)

    text = (await exported(desk, ExportFormat.SHOPIFY_CSV)).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["Title"] for row in rows} == {"'=Oak", "Ash", ""}
    assert rows[0]["Wood (product.metafields.custom.wood)"] == "Oak; Ash"
    assert rows[0]["Google Shopping / Gender"] == "Unisex"


async def test_only_catalog_people_of_a_workshop_export(desk):
    packer = Principal(
        user_id=desk.caller.user_id,
        roles=frozenset({Role.VENDOR}),
        vendor_id=desk.vendor.id,
        vendor_role=VendorRole.ORDERS,
    )

    with pytest.raises(Forbidden):
        async for _ in export_csv(desk.session, packer, currency="EUR"):
            pass
