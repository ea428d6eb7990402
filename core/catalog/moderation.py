"""Products as moderators see them. The queue itself is ``editor_queries.moderation_queue``."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import category_queries, editor_queries
from core.catalog.category_queries import CategoryRow
from core.catalog.edit_models import ProductEdit
from core.catalog.models import ProductStatus
from core.kernel.principal import Principal


async def get_product(session: AsyncSession, staff: Principal, product_id: UUID) -> ProductEdit:
    """Everything about a product of any workshop, in any status."""
    staff.require_staff()
    return await editor_queries.get_for_edit(session, product_id, None)


async def count_by_status(
    session: AsyncSession, staff: Principal
) -> Mapping[ProductStatus, int]:
    staff.require_staff()
    return await editor_queries.count_by_status(session)


async def list_category_rows(session: AsyncSession, staff: Principal) -> list[CategoryRow]:
    """The whole tree, from the top down, with the products of any status in each category."""
    staff.require_staff()
    return await category_queries.list_rows(session)
