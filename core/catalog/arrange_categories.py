"""The category tree, kept by staff. It changes by one hand at a time."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import category_queries, queries
from core.catalog.category_queries import DEEPEST
from core.catalog.errors import (
    CategoryCycle,
    CategoryExists,
    CategoryNotEmpty,
    CategoryNotFound,
)
from core.catalog.events import CategoryChanged
from core.catalog.models import Category
from core.catalog.slugs import free_slug, slugify
from core.events.outbox import emit
from core.identity import audit
from core.kernel.errors import Invalid
from core.kernel.principal import Principal

Tree = dict[UUID, Category]
LONGEST_NAME = 80


async def create_category(
    session: AsyncSession,
    staff: Principal,
    name: str,
    *,
    parent_id: UUID | None = None,
    intro: str = "",
) -> Category:
    """Placed after its siblings. The address is made from the name, once."""
    tree = await _lock(session, staff)
    if parent_id is not None:
        _get(tree, parent_id)
    name = _checked(tree, name, parent_id)
    siblings = _below(tree, parent_id)
    category = Category(
        slug=free_slug(slugify(name, longest=70), {c.slug for c in tree.values()}),
        name=name,
        intro=intro.strip()[:500],
        parent_id=parent_id,
        position=siblings[-1].position + 1 if siblings else 0,
    )
    session.add(category)
    await session.flush()
    await _tell(session, staff, "create_category", category)
    return category


async def rename_category(
    session: AsyncSession, staff: Principal, category_id: UUID, name: str, *, intro: str = ""
) -> Category:
    """The address stays: links to it are out in the world."""
    tree = await _lock(session, staff)
    category = _get(tree, category_id)
    category.name = _checked(tree, name, category.parent_id, but=category)
    category.intro = intro.strip()[:500]
    await _tell(session, staff, "rename_category", category)
    return category


async def move_category(
    session: AsyncSession, staff: Principal, category_id: UUID, parent_id: UUID | None
) -> Category:
    """With everything below it, to the end of another branch."""
    tree = await _lock(session, staff)
    category = _get(tree, category_id)
    _ensure_no_cycle(tree, category, parent_id)
    _checked(tree, category.name, parent_id, but=category)
    siblings = [c for c in _below(tree, parent_id) if c is not category]
    category.parent_id = parent_id
    category.position = siblings[-1].position + 1 if siblings else 0
    await _tell(session, staff, "move_category", category)
    return category


async def order_categories(
    session: AsyncSession,
    staff: Principal,
    parent_id: UUID | None,
    category_ids: Sequence[UUID],
) -> None:
    """The order of the children of one category, or of the departments."""
    tree = await _lock(session, staff)
    children = {category.id for category in _below(tree, parent_id)}
    if len(category_ids) != len(children) or set(category_ids) != children:
        raise Invalid("Name every category of this level once.", field="categories")
    for position, category_id in enumerate(category_ids):
        tree[category_id].position = position


async def delete_category(session: AsyncSession, staff: Principal, category_id: UUID) -> None:
    """Only an empty one: a product never loses its place by surprise."""
    tree = await _lock(session, staff)
    category = _get(tree, category_id)
    children = len(_below(tree, category_id))
    products = await category_queries.count_products(session, category_id)
    if children or products:
        raise CategoryNotEmpty(category.name, products, children)
    await session.delete(category)
    await session.flush()
    await _tell(session, staff, "delete_category", category)


async def _tell(
    session: AsyncSession, staff: Principal, action: str, category: Category
) -> None:
    await emit(session, CategoryChanged(category_id=category.id))
    await audit.record(
        session, staff, f"catalog.{action}", "category", category.id, category.name,
        parent_id=str(category.parent_id) if category.parent_id else None,
    )  # fmt: skip


async def _lock(session: AsyncSession, staff: Principal) -> Tree:
    staff.require_staff()
    await queries.lock_names(session, "categories")
    return {
        category.id: category for category in await category_queries.list_categories(session)
    }


def _get(tree: Tree, category_id: UUID) -> Category:
    if category := tree.get(category_id):
        return category
    raise CategoryNotFound(category_id)


def _below(tree: Tree, parent_id: UUID | None) -> list[Category]:
    children = [category for category in tree.values() if category.parent_id == parent_id]
    return sorted(children, key=lambda category: category.position)


def _checked(
    tree: Tree, name: str, parent_id: UUID | None, *, but: Category | None = None
) -> str:
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(f"A name has 1 to {LONGEST_NAME} characters.", field="name")
    for sibling in _below(tree, parent_id):
        if sibling is not but and sibling.name.casefold() == name.casefold():
            raise CategoryExists(name)
    return name


def _ensure_no_cycle(tree: Tree, category: Category, parent_id: UUID | None) -> None:
    above, steps = parent_id, 0
    while above is not None and steps <= DEEPEST:
        parent = _get(tree, above)
        if parent is category:
            raise CategoryCycle(category.name)
        above, steps = parent.parent_id, steps + 1
