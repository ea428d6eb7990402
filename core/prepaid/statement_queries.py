"""Statements: rows of credit and points of one person, and cards for staff."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page, clamp
from core.prepaid.models import (
    CreditAccount,
    CreditEntry,
    GiftCard,
    GiftCardEntry,
    GiftCardStatus,
    PointsAccount,
    PointsEntry,
    PointsLot,
)

SIZE = 20


async def cards(session: AsyncSession, ids: Sequence[UUID]) -> Sequence[GiftCard]:
    return (await session.exec(select(GiftCard).where(col(GiftCard.id).in_(ids)))).all()


async def list_credit(
    session: AsyncSession, user_id: UUID, currency: str, *, page: int
) -> Page[CreditEntry]:
    statement = (
        select(CreditEntry)
        .join(CreditAccount, col(CreditAccount.id) == CreditEntry.account_id)
        .where(col(CreditAccount.user_id) == user_id, col(CreditAccount.currency) == currency)
    )
    return await _page(session, statement, col(CreditEntry.id), page)


async def list_points(
    session: AsyncSession, user_id: UUID, currency: str, *, page: int
) -> Page[PointsEntry]:
    statement = (
        select(PointsEntry)
        .join(PointsAccount, col(PointsAccount.id) == PointsEntry.account_id)
        .where(col(PointsAccount.user_id) == user_id, col(PointsAccount.currency) == currency)
    )
    return await _page(session, statement, col(PointsEntry.id), page)


async def list_cards(
    session: AsyncSession, *, search: str, status: GiftCardStatus | None, page: int
) -> Page[GiftCard]:
    """Newest first; found by the end of the code, a name or an address."""
    statement = select(GiftCard)
    if search:
        pattern = f"%{search}%"
        statement = statement.where(
            (col(GiftCard.code_end) == search.upper())
            | col(GiftCard.recipient_email).ilike(pattern)
            | col(GiftCard.recipient_name).ilike(pattern)
        )
    if status is not None:
        statement = statement.where(col(GiftCard.status) == status)
    return await _page(session, statement, col(GiftCard.id), page)


async def entries_of_card(session: AsyncSession, card_id: UUID) -> Sequence[GiftCardEntry]:
    statement = (
        select(GiftCardEntry)
        .where(col(GiftCardEntry.card_id) == card_id)
        .order_by(col(GiftCardEntry.id))
    )
    return (await session.exec(statement)).all()


async def owed(session: AsyncSession) -> dict[tuple[str, str], tuple[int, int]]:
    """(kind, currency): what is owed, and to how many cards or accounts."""
    counted = {
        "gift_card": select(
            GiftCard.currency, func.sum(GiftCard.balance_minor), func.count()
        ).where(col(GiftCard.balance_minor) > 0).group_by(col(GiftCard.currency)),
        "store_credit": select(
            CreditAccount.currency, func.sum(CreditAccount.balance_minor), func.count()
        ).where(col(CreditAccount.balance_minor) > 0).group_by(col(CreditAccount.currency)),
        "points": select(
            PointsAccount.currency,
            func.sum(col(PointsLot.remaining) * col(PointsLot.unit_minor)),
            func.count(col(PointsAccount.id).distinct()),
        ).join(PointsLot, col(PointsLot.account_id) == PointsAccount.id).where(
            col(PointsLot.remaining) > 0
        ).group_by(col(PointsAccount.currency)),
    }  # fmt: skip
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for kind, statement in counted.items():
        for currency, minor, number in await session.exec(statement):
            found[kind, currency] = int(minor), int(number)
    return found


async def _page(session: AsyncSession, statement: Any, newest: Any, page: int) -> Page[Any]:
    page, size = clamp(page, SIZE)
    total = (await session.exec(select(func.count()).select_from(statement.subquery()))).one()
    rows = statement.order_by(newest.desc()).limit(size).offset((page - 1) * size)
    return Page((await session.exec(rows)).all(), total, page, size)
