"""What a second file changes, and what it must not."""

import io

from sqlmodel import col, select

from core.catalog.importing.product_file import open_product_file
from core.catalog.importing.report import Outcome
from core.catalog.importing.template import template_rows
from core.catalog.models import (
    Attribute,
    AttributeKind,
    Category,
    OptionValue,
    Product,
    ProductAttribute,
    ProductImage,
    ProductStatus,
    ProductVariant,
    SellMode,
)
from core.events.models import OutboxMessage
from core.media.models import MediaAsset, MediaKind, MediaStatus
from core.vendors.models import VendorStatus
from tests.factories.imports import a_desk

HEADER = "Handle,Title,Category,Price,Image,Image alt text,Attribute: Wood\n"
BOWL = (
    "oak,Oak bowl,Bowls,12,https://cdn.example/a.jpg,A,Oak; Ash\n"
    "oak,,,,https://cdn.example/b.jpg,B,\n"
)


async def shown(session) -> list[tuple[str, str]]:
    rows = await session.exec(
        select(MediaAsset.source_url, ProductImage.alt)
        .join(ProductImage, ProductImage.media_id == MediaAsset.id)
        .order_by(col(ProductImage.position))
    )
    return [(url.rpartition("/")[2], alt) for url, alt in rows]


async def test_pictures_follow_the_order_of_the_file_and_old_ones_go(session, desk, bowls):
    await desk.bring_in(HEADER + BOWL)

    await desk.bring_in(
        HEADER
        + "oak,Oak bowl,Bowls,12,https://cdn.example/b.jpg,B2,Oak; Ash\n"
        + "oak,,,,https://cdn.example/c.jpg,,\n"
    )

    assert await shown(session) == [("b.jpg", "B2"), ("c.jpg", "")]


async def test_a_picture_that_a_person_uploaded_stays_at_the_end(session, desk, bowls):
    await desk.bring_in(HEADER + BOWL)
    (product,) = (await session.exec(select(Product))).all()
    own = MediaAsset(
        vendor_id=desk.vendor.id,
        kind=MediaKind.IMAGE,
        status=MediaStatus.READY,
        storage_key="aa/own.webp",
        bytes=1,
        sha256="own",
        width=1,
        height=1,
        derivatives={"360.webp": "aa/own.webp"},
    )
    session.add(own)
    await session.flush()
    session.add(ProductImage(product_id=product.id, media_id=own.id, position=2, alt="Own"))
    await session.flush()

    unchanged = await desk.bring_in(HEADER + BOWL)
    await desk.bring_in(HEADER + BOWL.split("\n", maxsplit=1)[0] + "\n")

    assert unchanged.outcomes[Outcome.UNCHANGED] == 1
    assert await shown(session) == [("a.jpg", "A"), ("", "Own")]


async def test_two_products_with_one_picture_share_it(session, desk, bowls):
    ash = BOWL.replace("oak", "ash")

    await desk.bring_in(HEADER + BOWL + ash)

    assert len((await session.exec(select(MediaAsset))).all()) == 2
    assert len((await session.exec(select(ProductImage))).all()) == 4


async def test_attribute_values_are_replaced(session, desk, bowls):
    await desk.bring_in(HEADER + BOWL)

    report = await desk.bring_in(HEADER + BOWL.replace("Oak; Ash", "Ash; Elm"))

    values = (await session.exec(select(ProductAttribute.value))).all()
    (attribute,) = (await session.exec(select(Attribute))).all()
    assert report.outcomes[Outcome.UPDATED] == 1
    assert sorted(values) == ["Ash", "Elm"]
    assert (attribute.code, attribute.name, attribute.is_facet) == ("wood", "Wood", False)


async def test_a_value_that_does_not_fit_its_attribute_is_left_out(session, desk, bowls):
    session.add(Attribute(code="wood", name="Wood", kind=AttributeKind.NUMBER))
    await session.flush()

    report = await desk.bring_in(HEADER + BOWL)

    assert [issue.sentence for issue in report.issues] == [
        "Row 2: Wood: “Oak” is not a number. It was left out."
    ]
    assert (await session.exec(select(ProductAttribute))).all() == []


async def test_new_options_take_the_old_variants_off_sale(session, desk):
    header = "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Price\n"
    await desk.bring_in(header + "oak,Oak,Size,Small,,,9\noak,,,Large,,,10\n")

    report = await desk.bring_in(header + "oak,Oak,Size,Small,Oil,Linseed,9\n")

    variants = (await session.exec(select(ProductVariant))).all()
    active = [variant.options for variant in variants if variant.is_active]
    assert active == [("Small", "Linseed")]
    assert len(variants) == 3
    values = await session.exec(
        select(OptionValue.axis, OptionValue.value).order_by(col(OptionValue.axis))
    )
    assert values.all() == [(1, "Small"), (2, "Linseed")]
    assert report.warning_count == 3


async def test_a_variant_the_file_does_not_name_stays_with_a_warning(session, desk):
    header = "Handle,Title,Option1 Name,Option1 Value,Price\n"
    await desk.bring_in(header + "oak,Oak,Size,Small,9\noak,,,Large,10\n")

    report = await desk.bring_in(header + "oak,Oak,Size,Small,8\n")

    variants = (await session.exec(select(ProductVariant))).all()
    assert [variant.is_active for variant in variants] == [True, True]
    assert "Row 2: The variant “Large” is not in the file and stays as it is." in [
        issue.sentence for issue in report.issues
    ]


async def test_what_sells_on_without_stock_is_made_to_order(session, desk):
    header = "Handle,Title,Price,Variant Inventory Policy,Variant Inventory Tracker\n"

    await desk.bring_in(header + "oak,Oak,9,continue,shopify\nash,Ash,9,deny,\n")

    rows = await session.exec(
        select(ProductVariant.sell_mode, ProductVariant.is_stock_tracked).order_by(
            col(ProductVariant.id)
        )
    )
    assert rows.all() == [(SellMode.MADE_TO_ORDER, False), (SellMode.STOCK, False)]


async def test_a_workshop_without_trust_goes_to_moderation(session, desk, bowls):
    desk.vendor.is_auto_publish = False
    await session.flush()

    await desk.bring_in(HEADER + BOWL)

    (product,) = (await session.exec(select(Product))).all()
    events = (await session.exec(select(OutboxMessage.event))).all()
    assert product.status is ProductStatus.IN_REVIEW
    assert list(events) == ["ProductSubmitted"]


async def test_a_workshop_in_review_gets_drafts_and_a_note(session, bowls):
    desk = await a_desk(session, status=VendorStatus.IN_REVIEW)

    report = await desk.bring_in(HEADER + BOWL)

    (product,) = (await session.exec(select(Product))).all()
    assert product.status is ProductStatus.DRAFT
    assert report.notes == ["The workshop is not approved yet, so new products stay drafts."]


async def test_the_vendor_may_bring_products_in_as_drafts(session, desk, bowls):
    await desk.bring_in(HEADER + BOWL, is_publish=False)

    (product,) = (await session.exec(select(Product))).all()
    assert product.status is ProductStatus.DRAFT


async def test_a_category_is_found_by_path_and_in_the_singular(session, desk, bowls):
    kitchen = Category(slug="kitchen", name="Kitchen")
    session.add(kitchen)
    await session.flush()
    spoons = Category(slug="kitchen-spoons", name="Spoons", parent_id=kitchen.id)
    garden = Category(slug="garden-spoons", name="Spoons")
    session.add_all([spoons, garden])
    await session.flush()

    await desk.bring_in(
        "Handle,Title,Category,Type,Price\n"
        "a,A,Kitchen > Spoons,,1\n"
        "b,B,,Bowl,1\n"
        "c,C,Home > Spoons,,1\n"
    )

    found = await session.exec(select(Product.handle, Product.category_id))
    assert dict(found.all()) == {"a": spoons.id, "b": bowls.id, "c": None}


async def test_the_template_is_a_file_without_a_fault():
    content = "\n".join(
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row)
        for row in template_rows("EUR")
    )

    results = list(open_product_file(io.BytesIO(content.encode()), currency="EUR").results)

    assert [result.issues for result in results] == [(), ()]
    assert [result.product.handle for result in results] == ["oak-bowl", "house-sign"]
