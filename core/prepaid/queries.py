"""Reads and locks of prepaid value. Locked last: after the order, its payments and its stock;
gift cards first, then credit, then points, each in ascending id.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.prepaid.models import (
    BagGiftCard,
    BagPrepaid,
    CreditAccount,
    GiftCard,
    GiftCardStatus,
    PointsAccount,
    PointsEntry,
    PointsKind,
    PointsLot,
    PrepaidRules,
)


async def db_now(session: AsyncSession) -> datetime:
    return (await session.exec(select(func.now()))).one()


async def find_rules(session: AsyncSession, currency: str) -> PrepaidRules | None:
    statement = select(PrepaidRules).where(col(PrepaidRules.currency) == currency)
    return (await session.exec(statement)).first()


async def find_card(session: AsyncSession, code_hash: bytes) -> GiftCard | None:
    statement = select(GiftCard).where(col(GiftCard.code_hash) == code_hash)
    return (await session.exec(statement)).first()


async def lock_cards(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, GiftCard]:
    statement = (
        select(GiftCard)
        .where(col(GiftCard.id).in_(ids))
        .order_by(col(GiftCard.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {card.id: card for card in await session.exec(statement)}


async def debit_card(session: AsyncSession, card_id: UUID, wanted: int) -> int:
    """Take up to ``wanted`` from a card that can be spent; returns what was taken.

    One statement: two orders at once can never take more than there is.
    """
    before = (
        select(col(GiftCard.id), col(GiftCard.balance_minor))
        .where(
            col(GiftCard.id) == card_id,
            col(GiftCard.status) == GiftCardStatus.ACTIVE,
            col(GiftCard.expires_at).is_(None) | (col(GiftCard.expires_at) > func.now()),
        )
        .with_for_update()
        .cte("before")
    )
    taken = func.least(before.c.balance_minor, wanted)
    statement = (
        update(GiftCard)
        .where(col(GiftCard.id) == before.c.id)
        .values(
            balance_minor=before.c.balance_minor - taken,
            status=case(
                (before.c.balance_minor > wanted, GiftCardStatus.ACTIVE.value),
                else_=GiftCardStatus.DEPLETED.value,
            ),
        )
        .returning(taken)
        .execution_options(synchronize_session=False)
    )
    return int((await session.execute(statement)).scalar() or 0)


async def open_credit(session: AsyncSession, user_id: UUID, currency: str) -> CreditAccount:
    """The account, locked; opened when it is missing, also by two at once."""
    row = CreditAccount(user_id=user_id, currency=currency)
    await session.exec(
        insert(CreditAccount).values(**row.model_dump()).on_conflict_do_nothing()
    )
    statement = (
        select(CreditAccount)
        .where(col(CreditAccount.user_id) == user_id, col(CreditAccount.currency) == currency)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).one()


async def find_credit(
    session: AsyncSession, user_id: UUID, currency: str
) -> CreditAccount | None:
    statement = select(CreditAccount).where(
        col(CreditAccount.user_id) == user_id, col(CreditAccount.currency) == currency
    )
    return (await session.exec(statement)).first()


async def lock_credit(session: AsyncSession, account_id: UUID) -> CreditAccount:
    statement = (
        select(CreditAccount)
        .where(col(CreditAccount.id) == account_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).one()


async def debit_credit(session: AsyncSession, account_id: UUID, wanted: int) -> int:
    """Take up to ``wanted``, in one statement; returns what was taken."""
    before = (
        select(col(CreditAccount.id), col(CreditAccount.balance_minor))
        .where(col(CreditAccount.id) == account_id)
        .with_for_update()
        .cte("before")
    )
    taken = func.least(before.c.balance_minor, wanted)
    statement = (
        update(CreditAccount)
        .where(col(CreditAccount.id) == before.c.id)
        .values(balance_minor=before.c.balance_minor - taken)
        .returning(taken)
        .execution_options(synchronize_session=False)
    )
    return int((await session.execute(statement)).scalar() or 0)


async def open_points(session: AsyncSession, user_id: UUID, currency: str) -> PointsAccount:
    """The account, locked; opened when it is missing, also by two at once."""
    row = PointsAccount(user_id=user_id, currency=currency)
    await session.exec(
        insert(PointsAccount).values(**row.model_dump()).on_conflict_do_nothing()
    )
    statement = (
        select(PointsAccount)
        .where(col(PointsAccount.user_id) == user_id, col(PointsAccount.currency) == currency)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).one()


async def find_points(
    session: AsyncSession, user_id: UUID, currency: str
) -> PointsAccount | None:
    statement = select(PointsAccount).where(
        col(PointsAccount.user_id) == user_id, col(PointsAccount.currency) == currency
    )
    return (await session.exec(statement)).first()


async def lock_points(session: AsyncSession, account_id: UUID) -> PointsAccount:
    statement = (
        select(PointsAccount)
        .where(col(PointsAccount.id) == account_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).one()


async def live_lots(session: AsyncSession, account_id: UUID) -> Sequence[PointsLot]:
    """What can be spent, first that which expires first."""
    statement = (
        select(PointsLot)
        .where(
            col(PointsLot.account_id) == account_id,
            col(PointsLot.remaining) > 0,
            col(PointsLot.expires_at) > func.now(),
        )
        .order_by(col(PointsLot.expires_at), col(PointsLot.id))
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).all()


async def lots_spent(
    session: AsyncSession, payment_id: UUID
) -> Sequence[tuple[PointsLot, int]]:
    """The lots a payment took from and how many points it still has of each, latest first."""
    left = func.sum(PointsEntry.points)
    statement = (
        select(PointsLot, -left)
        .join(PointsEntry, col(PointsEntry.lot_id) == PointsLot.id)
        .where(
            col(PointsEntry.payment_id) == payment_id,
            col(PointsEntry.kind).in_((PointsKind.SPEND, PointsKind.RESTORE)),
        )
        .group_by(col(PointsLot.id))
        .having(left < 0)
        .order_by(col(PointsLot.expires_at).desc(), col(PointsLot.id).desc())
        .execution_options(populate_existing=True)
    )
    return [(lot, int(points)) for lot, points in await session.exec(statement)]


async def cards_of_bag(session: AsyncSession, cart_id: UUID) -> Sequence[GiftCard]:
    statement = (
        select(GiftCard)
        .join(BagGiftCard, col(BagGiftCard.card_id) == GiftCard.id)
        .where(col(BagGiftCard.cart_id) == cart_id)
        .order_by(col(BagGiftCard.id))
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).all()


async def find_choice(session: AsyncSession, cart_id: UUID) -> BagPrepaid | None:
    statement = select(BagPrepaid).where(col(BagPrepaid.cart_id) == cart_id)
    return (await session.exec(statement)).first()


async def put_card(session: AsyncSession, cart_id: UUID, card_id: UUID) -> None:
    row = BagGiftCard(cart_id=cart_id, card_id=card_id)
    statement = insert(BagGiftCard).values(**row.model_dump())
    await session.exec(statement.on_conflict_do_nothing())


async def take_card_out(session: AsyncSession, cart_id: UUID, card_id: UUID) -> None:
    await session.exec(
        delete(BagGiftCard).where(
            col(BagGiftCard.cart_id) == cart_id, col(BagGiftCard.card_id) == card_id
        )
    )


async def choose(session: AsyncSession, cart_id: UUID, **chosen: bool | int) -> None:
    """Remember what the bag is to be paid with; what is not named stays as it was."""
    row = BagPrepaid(cart_id=cart_id, **chosen)  # pyright: ignore[reportArgumentType]
    statement = insert(BagPrepaid).values(**row.model_dump())
    await session.exec(statement.on_conflict_do_update(index_elements=["cart_id"], set_=chosen))


async def forget_choices(session: AsyncSession, cart_id: UUID) -> None:
    await session.exec(delete(BagGiftCard).where(col(BagGiftCard.cart_id) == cart_id))
    await session.exec(delete(BagPrepaid).where(col(BagPrepaid.cart_id) == cart_id))


async def lock_ended_cards(
    session: AsyncSession, now: datetime, *, limit: int = 200
) -> Sequence[GiftCard]:
    """Cards that were active when their term ended; others' locks are skipped."""
    statement = (
        select(GiftCard)
        .where(col(GiftCard.status) == GiftCardStatus.ACTIVE, col(GiftCard.expires_at) <= now)
        .order_by(col(GiftCard.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).all()
