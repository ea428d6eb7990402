"""The category tree."""

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.arrange_categories import (
    create_category,
    delete_category,
    move_category,
    order_categories,
    rename_category,
)
from core.catalog.category_queries import (
    category_tree,
    find_categories_named,
    ids_below,
    path_to,
)
from core.catalog.errors import CategoryCycle, CategoryExists, CategoryNotEmpty
from core.catalog.models import Category, ProductStatus
from core.kernel.errors import Forbidden, Invalid
from core.kernel.principal import Principal, Role
from tests.factories.catalog import a_category, a_product, a_vendor
from tests.factories.shop import a_member

OPERATOR = Principal(roles=frozenset({Role.ADMIN}))


async def test_a_tree_grows_at_the_end_of_each_level(session: AsyncSession):
    home = await create_category(session, OPERATOR, "Home & Garden", intro="For rooms.")
    vases = await create_category(session, OPERATOR, "Vases", parent_id=home.id)
    bowls = await create_category(session, OPERATOR, "Bowls", parent_id=home.id)

    [department] = await category_tree(session)

    assert department.category.slug == "home-and-garden"
    assert [child.category.id for child in department.children] == [vases.id, bowls.id]


async def test_the_same_name_gets_another_address_elsewhere_and_is_refused_beside(
    session: AsyncSession,
):
    ceramics = await create_category(session, OPERATOR, "Ceramics")
    glass = await create_category(session, OPERATOR, "Glass")
    first = await create_category(session, OPERATOR, "Vases", parent_id=ceramics.id)
    second = await create_category(session, OPERATOR, "Vases", parent_id=glass.id)

    assert first.slug == "vases"
    assert second.slug.startswith("vases-")
    with pytest.raises(CategoryExists):
        await create_category(session, OPERATOR, "vases", parent_id=glass.id)
    with pytest.raises(CategoryExists):
        await move_category(session, OPERATOR, second.id, ceramics.id)


async def test_a_renamed_category_keeps_its_address(session: AsyncSession):
    vases = await create_category(session, OPERATOR, "Vases")

    await rename_category(session, OPERATOR, vases.id, "Vases and jars")

    assert (vases.name, vases.slug) == ("Vases and jars", "vases")


async def test_nothing_moves_below_itself(session: AsyncSession):
    top = await a_category(session)
    middle = await a_category(session, parent=top)
    bottom = await a_category(session, parent=middle)

    for target in (top, middle, bottom):
        with pytest.raises(CategoryCycle):
            await move_category(session, OPERATOR, top.id, target.id)
    await move_category(session, OPERATOR, bottom.id, None)

    assert top.parent_id is None
    assert [c.id for c in await path_to(session, bottom.id)] == [bottom.id]


async def test_a_category_moves_with_all_that_is_below(session: AsyncSession):
    left, right = await a_category(session), await a_category(session)
    branch = await a_category(session, parent=left)
    leaf = await a_category(session, parent=branch)

    await move_category(session, OPERATOR, branch.id, right.id)

    assert [c.id for c in await path_to(session, leaf.id)] == [right.id, branch.id, leaf.id]
    assert set(await ids_below(session, right.id)) == {right.id, branch.id, leaf.id}


async def test_only_an_empty_category_is_deleted(session: AsyncSession):
    parent = await a_category(session, "Parent")
    child = await a_category(session, parent=parent)
    await a_product(session, category=child, status=ProductStatus.ARCHIVED)

    with pytest.raises(CategoryNotEmpty, match="0 products and 1 categories"):
        await delete_category(session, OPERATOR, parent.id)
    with pytest.raises(CategoryNotEmpty, match="1 products and 0 categories"):
        await delete_category(session, OPERATOR, child.id)
    empty = await a_category(session)
    await delete_category(session, OPERATOR, empty.id)
    assert await session.get(Category, empty.id) is None


async def test_an_order_names_every_sibling_once(session: AsyncSession):
    one, two = await a_category(session, position=0), await a_category(session, position=1)

    await order_categories(session, OPERATOR, None, [two.id, one.id])
    assert [n.category.id for n in await category_tree(session)] == [two.id, one.id]
    for wrong in ([one.id], [one.id, one.id], [one.id, two.id, two.id]):
        with pytest.raises(Invalid):
            await order_categories(session, OPERATOR, None, wrong)


async def test_branches_count_what_can_be_seen(session: AsyncSession):
    top = await a_category(session)
    below = await a_category(session, parent=top)
    await a_product(session, category=top)
    await a_product(session, category=below)
    await a_product(session, category=below, status=ProductStatus.DRAFT)
    await a_product(session, category=below, price={"USD": 100})

    [node] = await category_tree(session, "EUR")

    assert (node.products, node.children[0].products) == (2, 1)


async def test_categories_are_found_by_the_start_of_any_word(session: AsyncSession):
    await a_category(session, "Table linen")
    await a_category(session, "Stable toys")

    found = await find_categories_named(session, "lin", most=5)

    assert [category.name for category in found] == ["Table linen"]
    assert await find_categories_named(session, "%", most=5) == []


async def test_the_tree_is_kept_by_staff(session: AsyncSession):
    owner = await a_member(session, await a_vendor(session))
    category = await a_category(session)

    with pytest.raises(Forbidden):
        await create_category(session, owner, "Mine")
    with pytest.raises(Forbidden):
        await delete_category(session, owner, category.id)
