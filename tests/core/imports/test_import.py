"""A file on real PostgreSQL: nothing before the vendor's word, then all of it, once."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, func, select

from core.catalog.importing.report import Outcome
from core.catalog.models import (
    ImportStatus,
    OptionValue,
    PriceChange,
    Product,
    ProductAttribute,
    ProductImage,
    ProductStatus,
    ProductStatusChange,
    ProductVariant,
    VariantPrice,
)
from core.events.models import OutboxMessage
from core.imports.errors import ImportNotReady
from core.imports.start_import import cancel_import, check_import, confirm_import
from core.inventory.models import StockLevel, StockMovement
from core.media.models import MediaAsset
from tests.factories.imports import a_desk

DATA = Path(__file__).parents[2] / "data"
HEADER = (
    "Handle,Title,Category,Option1 Name,Option1 Value,SKU,Price,Compare-at price,Stock,Image,"
    "Variant image,Published,Tags,Attribute: Wood\n"
)
OAK = (
    "oak,Oak bowl,Bowls,Size,Small,OAK-S,12.50,15,4,https://cdn.example/a.jpg,"
    'https://cdn.example/s.jpg,TRUE,"oak, bowl",Oak; Ash\n'
    "oak,,,,Large,OAK-L,20,,7,https://cdn.example/b.jpg,,,,\n"
)


async def all_of(session, table):
    return list(await session.exec(select(table).order_by(col(table.id))))


async def count_of(session, table) -> int:
    return (await session.exec(select(func.count()).select_from(table))).one()


async def snapshot(session) -> list:
    """Every row an import can write, to prove that nothing was touched."""
    session.expire_all()
    tables = (
        Product, ProductVariant, VariantPrice, PriceChange, OptionValue, ProductImage,
        MediaAsset, ProductAttribute, StockLevel, StockMovement, ProductStatusChange,
        OutboxMessage,
    )  # fmt: skip
    return [[row.model_dump() for row in await all_of(session, table)] for table in tables]


async def test_nothing_is_written_before_the_vendor_confirms(session, desk, bowls):
    before = await snapshot(session)

    import_id = await desk.check(HEADER + OAK)

    assert await snapshot(session) == before
    row = await desk.row(import_id)
    assert (row.status, row.total) == (ImportStatus.CHECKED, 2)
    assert (await desk.report(import_id)).outcomes[Outcome.CREATED] == 1


async def test_a_confirmed_file_becomes_products(session, desk, bowls):
    report = await desk.bring_in(HEADER + OAK)

    assert report.outcomes[Outcome.CREATED] == 1
    assert report.issues == []
    (product,) = await all_of(session, Product)
    assert product.title == "Oak bowl"
    assert product.slug == "oak"
    assert product.category_id == bowls.id
    assert product.tags == ["oak", "bowl"]
    assert product.option_names == ["Size"]
    assert product.status is ProductStatus.PUBLISHED
    small, large = await all_of(session, ProductVariant)
    assert (small.sku, small.options, small.position) == ("OAK-S", ("Small",), 0)
    assert (large.sku, large.options, large.position) == ("OAK-L", ("Large",), 1)
    prices = {p.variant_id: p for p in await all_of(session, VariantPrice)}
    assert (prices[small.id].amount_minor, prices[small.id].compare_at_minor) == (1250, 1500)
    assert (prices[large.id].amount_minor, prices[large.id].compare_at_minor) == (2000, None)
    assert [(v.axis, v.value) for v in await all_of(session, OptionValue)] == [
        (1, "Small"),
        (1, "Large"),
    ]
    levels = {level.variant_id: level.on_hand for level in await all_of(session, StockLevel)}
    assert levels == {small.id: 4, large.id: 7}
    assert [m.on_hand_delta for m in await all_of(session, StockMovement)] == [4, 7]
    assert sorted(a.value for a in await all_of(session, ProductAttribute)) == ["Ash", "Oak"]


async def test_pictures_wait_to_be_fetched_and_belong_to_their_variant(session, desk, bowls):
    await desk.bring_in(HEADER + OAK)

    images = sorted(await all_of(session, ProductImage), key=lambda image: image.position)
    assets = {asset.id: asset for asset in await all_of(session, MediaAsset)}
    assert [assets[image.media_id].source_url for image in images] == [
        "https://cdn.example/a.jpg",
        "https://cdn.example/b.jpg",
        "https://cdn.example/s.jpg",
    ]
    assert {asset.status.value for asset in assets.values()} == {"waiting"}
    small, large = await all_of(session, ProductVariant)
    assert small.image_id == images[2].id
    assert large.image_id is None


async def test_every_price_leaves_history_from_the_first_on(session, desk, bowls):
    await desk.bring_in(HEADER + OAK)
    await desk.bring_in(HEADER + OAK.replace("12.50", "11"))

    small = (await all_of(session, ProductVariant))[0]
    changes = [c for c in await all_of(session, PriceChange) if c.variant_id == small.id]
    assert [(c.amount_minor, c.actor, c.reason) for c in changes] == [
        (1250, str(desk.caller.user_id), "Product file"),
        (1100, str(desk.caller.user_id), "Product file"),
    ]
    assert await count_of(session, PriceChange) == 3


async def test_the_same_file_again_touches_nothing(session, desk, bowls):
    await desk.bring_in(HEADER + OAK)
    before = await snapshot(session)

    report = await desk.bring_in(HEADER + OAK)

    assert report.outcomes[Outcome.UNCHANGED] == 1
    assert report.outcomes[Outcome.CREATED] == 0
    assert await snapshot(session) == before


@pytest.mark.parametrize("name", ["shopify-apparel.csv", "shopify-jewelery.csv"])
async def test_a_real_export_comes_in_once_however_often_it_is_sent(session, desk, name):
    content = (DATA / name).read_bytes()

    first = await desk.bring_in(content)
    second = await desk.bring_in(content)

    assert first.outcomes[Outcome.CREATED] == 20
    assert second.outcomes[Outcome.UNCHANGED] == 20
    assert await count_of(session, Product) == 20


async def test_a_changed_file_updates_and_keeps_ids(session, desk, bowls):
    await desk.bring_in(HEADER + OAK)
    ids = [variant.id for variant in await all_of(session, ProductVariant)]
    changed = OAK.replace("Oak bowl", "Oak dish").replace(",7,", ",9,").replace("Large", "Tall")

    report = await desk.bring_in(HEADER + changed)

    assert report.outcomes[Outcome.UPDATED] == 1
    session.expire_all()
    (product,) = await all_of(session, Product)
    variants = await all_of(session, ProductVariant)
    assert product.title == "Oak dish"
    assert [variant.id for variant in variants] == ids
    assert [variant.options for variant in variants] == [("Small",), ("Tall",)]
    assert [v.value for v in await all_of(session, OptionValue)] == ["Small", "Tall"]
    levels = {level.variant_id: level.on_hand for level in await all_of(session, StockLevel)}
    assert levels == {ids[0]: 4, ids[1]: 9}


async def test_two_variants_may_exchange_their_options(session, desk, bowls):
    await desk.bring_in(HEADER + OAK)
    swapped = OAK.replace("Small", "X").replace("Large", "Small").replace("X", "Large")

    report = await desk.bring_in(HEADER + swapped)

    assert report.error_count == 0
    session.expire_all()
    options = {v.sku: v.options for v in await all_of(session, ProductVariant) if v.is_active}
    assert options == {"OAK-S": ("Large",), "OAK-L": ("Small",)}


async def test_columns_the_file_does_not_have_are_left_alone(session, desk, bowls):
    await desk.bring_in(HEADER + OAK)

    await desk.bring_in(
        "Handle,Title,Option1 Name,Option1 Value,Price\noak,Oak,Size,Small,13\n"
    )

    session.expire_all()
    (product,) = await all_of(session, Product)
    assert product.tags == ["oak", "bowl"]
    assert product.status is ProductStatus.PUBLISHED
    assert await count_of(session, ProductImage) == 3
    small, large = await all_of(session, ProductVariant)
    assert (small.sku, large.is_active) == ("OAK-S", True)
    prices = {p.variant_id: p for p in await all_of(session, VariantPrice)}
    assert (prices[small.id].amount_minor, prices[small.id].compare_at_minor) == (1300, 1500)


async def test_a_bad_product_leaves_its_neighbours_alone(session, desk, bowls):
    elm = "elm,Elm,Bowls,,,OAK-S,9,,1,,,TRUE,,\n"
    fir = "fir,Fir,Bowls,,,FIR-1,-9,,1,,,TRUE,,\n"
    ash = "ash,Ash,Bowls,,,ASH-1,9,,1,,,TRUE,,\n"

    report = await desk.bring_in(HEADER + OAK + elm + fir + ash)

    assert report.outcomes[Outcome.CREATED] == 2
    assert report.outcomes[Outcome.SKIPPED] == 2
    assert [issue.sentence for issue in report.issues if issue.severity == "error"] == [
        "Row 4: The SKU “OAK-S” already belongs to another product.",
        "Row 5: The price “-9” is negative.",
    ]
    assert sorted(p.handle for p in await all_of(session, Product)) == ["ash", "oak"]


async def test_what_the_database_refuses_costs_one_product(session, desk, bowls):
    await session.exec(
        text("""
        CREATE FUNCTION refuse_elm() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE integrity_constraint_violation; END $$
    """)
    )
    await session.exec(
        text("""
        CREATE TRIGGER refuse_elm BEFORE INSERT ON product_variants FOR EACH ROW
        WHEN (NEW.sku = 'ELM-1') EXECUTE FUNCTION refuse_elm()
    """)
    )
    rows = "".join(f"p-{n},Bowl,Bowls,,,S-{n},9,,1,,,TRUE,,\n" for n in range(5))
    elm = "elm,Elm,Bowls,,,ELM-1,9,,1,,,TRUE,,\n"

    report = await desk.bring_in(HEADER + OAK + elm + rows)

    assert report.outcomes[Outcome.CREATED] == 6
    assert report.outcomes[Outcome.SKIPPED] == 1
    assert [issue.sentence for issue in report.issues if issue.severity == "error"] == [
        "Row 4: The product could not be saved. Try again, or enter it by hand."
    ]
    assert await count_of(session, Product) == 6
    assert await count_of(session, StockLevel) == 7


@pytest.mark.bends_rows
async def test_stock_promised_to_orders_is_not_counted_away(session, desk, bowls):
    await desk.bring_in(HEADER + OAK)
    small = (await all_of(session, ProductVariant))[0]
    level = (
        await session.exec(select(StockLevel).where(StockLevel.variant_id == small.id))
    ).one()
    level.allocated = 3
    await session.flush()

    report = await desk.bring_in(HEADER + OAK.replace(",4,", ",1,"))

    await session.refresh(level)
    assert (level.on_hand, level.allocated) == (4, 3)
    assert "Row 2: The stock stays: 3 are promised to orders." in [
        issue.sentence for issue in report.issues
    ]


async def test_a_file_hides_what_it_calls_unpublished(session, desk, bowls):
    await desk.bring_in(HEADER + OAK)

    await desk.bring_in(HEADER + OAK.replace("TRUE", "FALSE"))

    session.expire_all()
    (product,) = await all_of(session, Product)
    assert product.status is ProductStatus.PAUSED
    moves = [(c.from_status, c.to_status) for c in await all_of(session, ProductStatusChange)]
    assert moves == [
        (None, "draft"),
        ("draft", "in_review"),
        ("in_review", "published"),
        ("published", "paused"),
    ]
    events = [m.event for m in await all_of(session, OutboxMessage)]
    assert events.count("ProductPublished") == 1
    assert events.count("ProductHidden") == 1


async def test_products_of_an_unknown_category_stay_drafts_with_a_sentence(session, desk):
    report = await desk.bring_in(HEADER + OAK)

    (product,) = await all_of(session, Product)
    assert product.status is ProductStatus.DRAFT
    assert [issue.sentence for issue in report.issues] == [
        "Row 2: It stays a draft until it has a category."
    ]
    assert report.notes == ["These categories are not known here: “Bowls”."]


async def test_the_vendor_may_choose_the_category(session, desk, bowls):
    content = HEADER + OAK.replace("Bowls", "Schalen")

    await desk.bring_in(content, {"category/Schalen": "bowls"})

    assert (await all_of(session, Product))[0].category_id == bowls.id


async def test_another_workshop_s_product_with_the_same_handle_is_not_touched(
    session, desk, bowls
):
    await desk.bring_in(HEADER + OAK)
    other = await a_desk(session)

    report = await other.bring_in(HEADER + OAK.replace("Oak bowl", "Their bowl"))

    assert report.outcomes[Outcome.CREATED] == 1
    titles = {p.vendor_id: p.title for p in await all_of(session, Product)}
    assert titles == {desk.vendor.id: "Oak bowl", other.vendor.id: "Their bowl"}
    assert len({p.slug for p in await all_of(session, Product)}) == 2


async def test_only_a_checked_import_can_be_confirmed_and_a_canceled_one_never(session, desk):
    upload = await desk.upload(HEADER + OAK)

    with pytest.raises(ImportNotReady):
        await confirm_import(session, desk.caller, upload.id)

    await cancel_import(session, desk.caller, upload.id)
    with pytest.raises(ImportNotReady):
        await check_import(session, desk.caller, upload.id, {})
    assert await count_of(session, Product) == 0
