"""Reads of addresses, present and past."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Category, Product
from core.catalog.slug_models import SlugChange
from core.vendors.models import Vendor

TABLES: dict[str, Any] = {"products": Product, "categories": Category, "vendors": Vendor}


async def find_present_slug(session: AsyncSession, kind: str, old_slug: str) -> str | None:
    table = TABLES[kind]
    statement = (
        select(col(table.slug))
        .join(SlugChange, col(SlugChange.target_id) == table.id)
        .where(col(SlugChange.kind) == kind, col(SlugChange.old_slug) == old_slug)
    )
    return (await session.exec(statement)).first()


async def is_slug_taken(session: AsyncSession, kind: str, slug: str, but: UUID) -> bool:
    """By another one, now or formerly."""
    table = TABLES[kind]
    now = select(table.id).where(table.slug == slug, table.id != but).exists()
    once = (
        select(SlugChange.id)
        .where(
            col(SlugChange.kind) == kind,
            col(SlugChange.old_slug) == slug,
            col(SlugChange.target_id) != but,
        )
        .exists()
    )
    return bool((await session.exec(select(or_(now, once)))).one())
