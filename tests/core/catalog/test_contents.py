"""Fields, pictures and attributes of a product, and saving it whole."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.arrange_images import (
    ImageInput,
    add_images,
    order_images,
    remove_image,
    show_variant_image,
)
from core.catalog.create_product import create_product
from core.catalog.editor_queries import (
    ProductFilter,
    count_by_status,
    get_for_edit,
    list_of_vendor,
)
from core.catalog.errors import AttributeNotFound, HandleTaken
from core.catalog.inputs import ProductFields
from core.catalog.models import AttributeKind, ProductStatus
from core.catalog.page_queries import get_published
from core.catalog.set_attributes import define_attribute, set_attributes
from core.catalog.update_product import update_product
from core.db.session import transaction
from core.kernel.errors import Invalid, NotFound
from core.kernel.money import Money
from core.kernel.principal import SYSTEM
from tests.factories.catalog import (
    a_picture,
    a_product,
    a_vendor,
    variants_of,
)
from tests.factories.shop import a_member


async def test_the_address_is_made_once_and_stays(session: AsyncSession):
    vendor = await a_vendor(session)

    first = await create_product(session, SYSTEM, vendor.id, ProductFields(title="Cávado Vase"))
    second = await create_product(
        session, SYSTEM, vendor.id, ProductFields(title="Cavado vase")
    )
    await update_product(session, SYSTEM, first.id, ProductFields(title="Bottle"))

    assert first.slug == "cavado-vase"
    assert second.slug.startswith("cavado-vase-")
    assert second.handle != first.handle
    assert first.title == "Bottle"


async def test_a_handle_belongs_to_one_product_of_a_workshop(session: AsyncSession):
    vendor = await a_vendor(session)
    fields = ProductFields(title="Vase", handle="vase-1")
    made = await create_product(session, SYSTEM, vendor.id, fields)
    await create_product(session, SYSTEM, (await a_vendor(session)).id, fields)

    with pytest.raises(HandleTaken):
        await create_product(session, SYSTEM, vendor.id, fields)
    other = await a_product(session, vendor=vendor)
    with pytest.raises(HandleTaken):
        await update_product(session, SYSTEM, other.id, ProductFields(handle=made.handle))


async def test_fields_that_are_not_given_stay(session: AsyncSession):
    made = await a_product(session, tags=["winter"], technique="woven")

    await update_product(session, SYSTEM, made.id, ProductFields(summary="New"))
    assert (made.summary, made.tags, made.technique) == ("New", ["winter"], "woven")
    await update_product(session, SYSTEM, made.id, ProductFields(tags=()))
    assert made.tags == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"origin_country": "Portugal"}, "origin_country"),
        ({"materials": [{"name": "oak", "percent": 80}, {"name": "oil", "percent": 21}]},
         "materials"),
        ({"status": "published"}, "status"),
        ({"category_id": "vases"}, "category_id"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named(given: dict[str, object], field: str):
    with pytest.raises(Invalid) as refusal:
        ProductFields.read(given)
    assert refusal.value.field == field


async def test_scripts_never_reach_a_description(session: AsyncSession):
    made = await a_product(session)
    html = '<p onclick="x()">Oak<script>alert(1)</script> <a href="javascript:x">a</a></p>'

    await update_product(session, SYSTEM, made.id, ProductFields(description_html=html))

    assert made.description_html == '<p>Oak <a rel="nofollow noopener">a</a></p>'


async def test_pictures_are_ordered_and_removed(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await a_product(session, vendor=vendor, images=0)
    files = [await a_picture(session, vendor.id) for _ in range(3)]

    added = await add_images(
        session,
        owner,
        made.id,
        [ImageInput(file.id, alt=f"{n}") for n, file in enumerate(files)],
    )
    await order_images(session, owner, made.id, [image.id for image in reversed(added)])
    await remove_image(session, owner, made.id, added[1].id)

    page = await get_published(session, made.slug, "EUR")
    assert [image.alt for image in page.images] == ["2", "0"]


async def test_files_of_another_workshop_are_not_shown(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await a_product(session, vendor=vendor, images=0)
    foreign = await a_picture(session, (await a_vendor(session)).id)

    with pytest.raises(NotFound):
        await add_images(session, owner, made.id, [ImageInput(foreign.id)])


async def test_the_gallery_of_a_variant_has_its_own_pictures_first(session: AsyncSession):
    vendor = await a_vendor(session)
    made = await a_product(
        session, vendor=vendor, images=0, options={"Color": ["Oat", "Madder"]}
    )
    variants = await variants_of(session, made)
    files = [await a_picture(session, vendor.id) for _ in range(4)]
    added = await add_images(
        session, SYSTEM, made.id,
        [
            ImageInput(files[0].id, option_value="Oat"),
            ImageInput(files[1].id, option_value="Madder"),
            ImageInput(files[2].id),
            ImageInput(files[3].id),
        ],
    )  # fmt: skip
    await show_variant_image(session, SYSTEM, made.id, variants[1].id, added[3].id)

    page = await get_published(session, made.slug, "EUR")

    assert [i.id for i in page.images_of(page.variants[0])] == [
        added[0].id, added[2].id, added[3].id,
    ]  # fmt: skip
    assert [i.id for i in page.images_of(page.variants[1])] == [
        added[3].id, added[1].id, added[2].id,
    ]  # fmt: skip
    assert page.options[0].choices[1].image_id == added[1].id


async def test_attributes_are_replaced_by_code(session: AsyncSession):
    made = await a_product(session, attributes={"room": ["Hall"], "use": ["Daily"]})

    await set_attributes(session, SYSTEM, made.id, {"room": ["Kitchen", "Kitchen", " "]})

    page = await get_published(session, made.slug, "EUR")
    assert {a.code: a.values for a in page.attributes} == {
        "room": ("Kitchen",), "use": ("Daily",),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "is_fitting"),
    [
        (AttributeKind.NUMBER, "12.5", True),
        (AttributeKind.NUMBER, "twelve", False),
        (AttributeKind.NUMBER, "NaN", False),
        (AttributeKind.FLAG, "yes", True),
        (AttributeKind.FLAG, "maybe", False),
        (AttributeKind.TEXT, "x" * 121, False),
    ],
)
async def test_a_value_fits_the_kind_of_its_attribute(
    session: AsyncSession, kind: AttributeKind, value: str, *, is_fitting: bool
):
    made = await a_product(session)
    await define_attribute(session, SYSTEM, "fact", name="Fact", kind=kind)

    if is_fitting:
        await set_attributes(session, SYSTEM, made.id, {"fact": [value]})
    else:
        with pytest.raises(Invalid):
            await set_attributes(session, SYSTEM, made.id, {"fact": [value]})


async def test_unknown_attributes_are_refused(session: AsyncSession):
    made = await a_product(session)

    with pytest.raises(AttributeNotFound):
        await set_attributes(session, SYSTEM, made.id, {"fabric": ["Linen"]})


async def test_a_workshops_list_is_filtered_searched_and_counted(session: AsyncSession):
    vendor = await a_vendor(session)
    await a_product(session, vendor=vendor, title="Oak bowl", sku="OAK-1", stock=2)
    await a_product(session, vendor=vendor, title="Ash bowl", status=ProductStatus.DRAFT)
    await a_product(session, title="Oak bowl of somebody else")

    async def titles(wanted: ProductFilter) -> list[str]:
        page = await list_of_vendor(session, vendor.id, "EUR", wanted)
        return [row.title for row in page.items]

    assert await titles(ProductFilter(sort="title")) == ["Ash bowl", "Oak bowl"]
    assert await titles(ProductFilter(text="oak-1")) == ["Oak bowl"]
    assert await titles(ProductFilter(text="bowl", statuses=(ProductStatus.DRAFT,))) == [
        "Ash bowl"
    ]
    assert await titles(ProductFilter(is_low=True)) == ["Oak bowl"]
    assert await count_by_status(session, vendor.id) == {
        ProductStatus.PUBLISHED: 1, ProductStatus.DRAFT: 1,
    }  # fmt: skip


async def test_the_editor_shows_prices_in_every_currency_and_what_is_missing(
    session: AsyncSession,
):
    made = await a_product(
        session, price={"EUR": 100, "USD": 120}, status=ProductStatus.DRAFT, images=0
    )

    edit = await get_for_edit(session, made.id, made.vendor_id)

    assert edit.variants[0].prices == {"EUR": Money(100, "EUR"), "USD": Money(120, "USD")}
    assert edit.variants[0].units == 10
    assert edit.missing == ("a category", "a picture")


async def test_ten_at_once_get_ten_addresses(clean_database: AsyncEngine):
    async with transaction() as session:
        vendor = await a_vendor(session)

    async def create() -> tuple[str, str]:
        async with transaction() as session:
            fields = ProductFields(title="Cávado vase")
            made = await create_product(session, SYSTEM, vendor.id, fields)
            return made.slug, made.handle

    made = await asyncio.gather(*(create() for _ in range(10)))

    assert len({slug for slug, _ in made}) == 10
    assert len({handle for _, handle in made}) == 10
    assert min(slug for slug, _ in made) == "cavado-vase"
