"""Options and variants: what is kept, what goes, what is refused."""

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import queries
from core.catalog.create_product import create_product
from core.catalog.errors import ProductNotFound, SkuTaken, TooManyOptions, TooManyVariants
from core.catalog.inputs import OptionInput, PriceInput, ProductFields, VariantInput
from core.catalog.models import ProductVariant
from core.catalog.set_variants import set_options, set_variants, update_variant
from core.kernel.errors import Forbidden, Invalid, SignInRequired
from core.kernel.money import Money
from core.kernel.principal import GUEST, VendorRole
from tests.factories.catalog import a_product, a_vendor, variants_of
from tests.factories.shop import a_member

COLORS = OptionInput("Color", ("Oat", "Madder"))
SIZES = OptionInput("Size", ("S", "M"))


def by_options(variants: list[ProductVariant]) -> dict[tuple[str, ...], ProductVariant]:
    return {variant.options: variant for variant in variants}


async def test_a_new_product_has_one_variant_and_no_options(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)

    made = await create_product(session, owner, vendor.id, ProductFields(title="A Vase"))

    assert [v.options for v in await variants_of(session, made)] == [()]
    assert made.handle == "a-vase"
    assert made.slug.startswith("a-vase")


async def test_options_make_every_combination(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await create_product(session, owner, vendor.id, ProductFields(title="Vase"))
    [plain] = await variants_of(session, made)

    variants = await set_options(session, owner, made.id, [COLORS, SIZES])

    assert [v.options for v in variants] == [
        ("Oat", "S"), ("Oat", "M"), ("Madder", "S"), ("Madder", "M"),
    ]  # fmt: skip
    assert variants[0].id == plain.id


async def test_changed_options_keep_matching_variants_and_deactivate_the_others(
    session: AsyncSession,
):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await a_product(
        session, vendor=vendor, options={"Color": ["Oat", "Madder"], "Size": ["S", "M"]}
    )
    before = by_options(await variants_of(session, made))

    after = by_options(
        await set_options(
            session, owner, made.id, [OptionInput("Color", ("Madder", "Indigo")), SIZES]
        )
    )

    assert after["Madder", "S"].id == before["Madder", "S"].id
    assert after["Madder", "S"].sku == before["Madder", "S"].sku
    assert not before["Oat", "S"].is_active
    assert after["Indigo", "M"].id not in {v.id for v in before.values()}


async def test_an_option_that_comes_back_finds_its_old_variants(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await a_product(session, vendor=vendor, options={"Color": ["Oat", "Madder"]})
    before = by_options(await variants_of(session, made))

    await set_options(session, owner, made.id, [OptionInput("Color", ("Oat",))])
    after = by_options(await set_options(session, owner, made.id, [COLORS]))

    assert after["Madder",].id == before["Madder",].id
    assert after["Madder",].is_active


async def test_a_renamed_and_reordered_axis_keeps_its_variants(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await a_product(
        session, vendor=vendor, options={"Color": ["Oat", "Madder"], "Size": ["S", "M"]}
    )
    before = by_options(await variants_of(session, made))

    renamed = by_options(
        await set_options(session, owner, made.id, [OptionInput("Shade", COLORS.values), SIZES])
    )
    swapped = by_options(
        await set_options(session, owner, made.id, [SIZES, OptionInput("Shade", COLORS.values)])
    )

    assert renamed["Oat", "S"].id == before["Oat", "S"].id
    assert swapped["S", "Oat"].id == before["Oat", "S"].id
    assert all(v.is_active for v in swapped.values())


async def test_a_new_axis_extends_and_a_removed_axis_collapses(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await a_product(session, vendor=vendor, options={"Size": ["S", "M"]})
    before = by_options(await variants_of(session, made))

    longer = by_options(await set_options(session, owner, made.id, [SIZES, COLORS]))
    shorter = by_options(await set_options(session, owner, made.id, [SIZES]))

    assert longer["S", "Oat"].id == before["S",].id
    assert shorter["M",].id == before["M",].id
    assert len(await queries.list_variants(session, made.id, active_only=True)) == 2


async def test_a_matrix_may_have_gaps_and_carries_prices(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await create_product(session, owner, vendor.id, ProductFields(title="Shirt"))
    price = PriceInput(Money(3000, "EUR"))

    variants = await set_variants(
        session, owner, made.id, ["Color", "Size"],
        [
            VariantInput(("Oat", "S"), sku="OS", prices=(price,)),
            VariantInput(("Madder", "M"), sku="MM", prices=(price,)),
        ],
    )  # fmt: skip

    values = await queries.list_option_values(session, made.id)
    assert [v.sku for v in variants] == ["OS", "MM"]
    assert [(v.axis, v.value) for v in values] == [
        (1, "Oat"), (1, "Madder"), (2, "S"), (2, "M"),
    ]  # fmt: skip


async def test_two_variants_may_swap_their_skus(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await a_product(session, vendor=vendor, options={"Size": ["S", "M"]}, sku="A")

    variants = await set_variants(
        session, owner, made.id, ["Size"],
        [VariantInput(("S",), sku="A-1"), VariantInput(("M",), sku="A-0")],
    )  # fmt: skip

    assert [(v.options, v.sku) for v in variants] == [(("S",), "A-1"), (("M",), "A-0")]


async def test_a_renamed_value_keeps_its_variant_by_sku(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await a_product(session, vendor=vendor, options={"Size": ["S", "M"]}, sku="A")
    before = by_options(await variants_of(session, made))

    variants = await set_variants(
        session, owner, made.id, ["Size"],
        [VariantInput(("Small",), sku="A-0"), VariantInput(("M",), sku="A-1")],
    )  # fmt: skip

    assert variants[0].id == before["S",].id


async def test_a_sku_belongs_to_one_variant_of_a_workshop(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    await a_product(session, vendor=vendor, sku="TAKEN")
    made = await a_product(session, vendor=vendor)
    [variant] = await variants_of(session, made)

    with pytest.raises(SkuTaken, match="TAKEN"):
        await update_variant(session, owner, made.id, variant.id, VariantInput(sku="TAKEN"))
    with pytest.raises(SkuTaken):
        await set_variants(
            session, owner, made.id, ["Size"],
            [VariantInput(("S",), sku="X"), VariantInput(("M",), sku="X")],
        )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ([OptionInput(name, ("1",)) for name in "abcd"], TooManyOptions),
        ([OptionInput("a", tuple(map(str, range(201))))], TooManyVariants),
        ([OptionInput("a", ("1", "1"))], Invalid),
        ([OptionInput("a", ("1",)), OptionInput("A", ("2",))], Invalid),
        ([OptionInput("", ("1",))], Invalid),
        ([OptionInput("a", ())], Invalid),
        ([OptionInput("a", ("x" * 121,))], Invalid),
    ],
)
async def test_options_that_cannot_be_are_refused_and_change_nothing(
    session: AsyncSession, options: list[OptionInput], refusal: type[Exception]
):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await a_product(session, vendor=vendor, options={"Size": ["S", "M"]})

    with pytest.raises(refusal):
        await set_options(session, owner, made.id, options)

    assert len(await queries.list_variants(session, made.id, active_only=True)) == 2


async def test_what_is_made_to_order_is_not_counted(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await a_product(session, vendor=vendor)
    [variant] = await variants_of(session, made)

    changed = await update_variant(
        session, owner, made.id, variant.id,
        VariantInput(sell_mode="made_to_order", lead_time_days=20),  # pyright: ignore[reportArgumentType]
    )  # fmt: skip

    assert not changed.is_stock_tracked


async def test_only_the_workshops_own_people_change_its_products(session: AsyncSession):
    vendor = await a_vendor(session)
    made = await a_product(session, vendor=vendor)
    stranger = await a_member(session, await a_vendor(session))
    packer = await a_member(session, vendor, VendorRole.ORDERS)

    with pytest.raises(ProductNotFound):
        await set_options(session, stranger, made.id, [COLORS])
    with pytest.raises(Forbidden):
        await set_options(session, packer, made.id, [COLORS])
    with pytest.raises(SignInRequired):
        await set_options(session, GUEST, made.id, [COLORS])
    with pytest.raises(Forbidden):
        await create_product(session, stranger, vendor.id, ProductFields(title="Mine"))
