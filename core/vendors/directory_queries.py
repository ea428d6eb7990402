"""Reads of the directory of workshops: what anyone may look through."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page, clamp
from core.vendors.models import Vendor, VendorStatus

Count = tuple[str, int]


class DirectorySort(StrEnum):
    NEWEST = "newest"
    NAME = "name"
    OLDEST = "oldest"  # by the year in which the workshop began


@dataclass(frozen=True, slots=True)
class DirectoryFilter:
    """``words`` match names, crafts and places. Crafts are compared without letter case."""

    words: str = ""
    craft: str = ""
    country: str = ""
    sort: DirectorySort = DirectorySort.NEWEST


async def list_workshops(
    session: AsyncSession, wanted: DirectoryFilter, *, number: int = 1, size: int = 24
) -> Page[Vendor]:
    number, size = clamp(number, size)
    matching = select(Vendor).where(*_matching(wanted))
    total = await count_workshops(session, wanted)
    order = {
        DirectorySort.NEWEST: (col(Vendor.id).desc(),),
        DirectorySort.NAME: (func.lower(Vendor.name), col(Vendor.id)),
        DirectorySort.OLDEST: (col(Vendor.founded).asc().nulls_last(), col(Vendor.id)),
    }[wanted.sort]
    page = matching.order_by(*order).limit(size).offset((number - 1) * size)
    return Page(list(await session.exec(page)), total, number, size)


async def count_workshops(session: AsyncSession, wanted: DirectoryFilter) -> int:
    statement = select(func.count()).select_from(Vendor).where(*_matching(wanted))
    return await session.scalar(statement) or 0


async def count_by_craft(session: AsyncSession, wanted: DirectoryFilter) -> Sequence[Count]:
    """What choosing another craft would leave, the most frequent first."""
    return await _counts(session, wanted, func.lower(Vendor.craft), but="craft")


async def count_by_country(session: AsyncSession, wanted: DirectoryFilter) -> Sequence[Count]:
    return await _counts(session, wanted, col(Vendor.country), but="country")


async def _counts(
    session: AsyncSession, wanted: DirectoryFilter, value: Any, *, but: str
) -> Sequence[Count]:
    statement = (
        select_columns(value, func.count())
        .where(*_matching(wanted, but=but), value != "")
        .group_by(value)
        .order_by(func.count().desc(), value)
    )
    return [(str(found), count) for found, count in await session.execute(statement)]


def _matching(wanted: DirectoryFilter, *, but: str = "") -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        col(Vendor.status) == VendorStatus.APPROVED,
        ~col(Vendor.is_platform),
    ]
    if wanted.craft and but != "craft":
        found.append(func.lower(Vendor.craft) == wanted.craft.lower())
    if wanted.country and but != "country":
        found.append(col(Vendor.country) == wanted.country)
    for word in wanted.words.split():
        texts = (Vendor.name, Vendor.craft, Vendor.town, Vendor.region)
        found.append(or_(*(col(text).icontains(word, autoescape=True) for text in texts)))
    return found
