"""Taking value and giving it back. Each change is one row, unique per payment and refund."""

from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.payments.models import Payment, Prepaid
from core.prepaid import queries
from core.prepaid.errors import PrepaidChanged
from core.prepaid.models import (
    GIFT_CARD_LIFECYCLE,
    CreditEntry,
    CreditKind,
    EntryKind,
    GiftCard,
    GiftCardEntry,
    GiftCardStatus,
    PointsEntry,
    PointsKind,
    PointsLot,
)

# What comes back after its term may be spent for a while.
GRACE = timedelta(days=90)


async def take(session: AsyncSession, payment: Payment, actor: str) -> None:
    """Debit the whole of a payment from its source, or raise ``PrepaidChanged``."""
    source = payment.source_id
    if source is None:
        raise LookupError(f"payment {payment.id} has no source")
    takers = {
        Prepaid.GIFT_CARD: _take_card,
        Prepaid.STORE_CREDIT: _take_credit,
        Prepaid.POINTS: _take_points,
    }
    await takers[Prepaid(payment.provider)](session, source, payment, actor)


async def give_back(
    session: AsyncSession,
    payment: Payment,
    amount_minor: int,
    *,
    refund_id: UUID | None,
    actor: str,
) -> None:
    """Credit a part of a payment to where it came from: by a refund, or (without one) because
    its order was not carried out.
    """
    givers = {
        Prepaid.GIFT_CARD: _restore_card,
        Prepaid.STORE_CREDIT: _restore_credit,
        Prepaid.POINTS: _restore_points,
    }
    giver = givers[Prepaid(payment.provider)]
    await giver(session, payment, amount_minor, refund_id, actor)
    await session.flush()


async def _take_card(session: AsyncSession, card: UUID, payment: Payment, actor: str) -> None:
    taken = await queries.debit_card(session, card, payment.amount_minor)
    _ensure_all(taken, payment)
    session.add(
        GiftCardEntry(
            card_id=card,
            kind=EntryKind.SPEND,
            amount_minor=-taken,
            payment_id=payment.id,
            actor=actor,
        )
    )


async def _take_credit(
    session: AsyncSession, account: UUID, payment: Payment, actor: str
) -> None:
    taken = await queries.debit_credit(session, account, payment.amount_minor)
    _ensure_all(taken, payment)
    session.add(
        CreditEntry(
            account_id=account,
            kind=CreditKind.SPEND,
            amount_minor=-taken,
            payment_id=payment.id,
            actor=actor,
        )
    )


async def _take_points(
    session: AsyncSession, account_id: UUID, payment: Payment, actor: str
) -> None:
    """First what expires first, under the account's lock."""
    account = await queries.lock_points(session, account_id)
    left = payment.amount_minor
    for lot in await queries.live_lots(session, account_id):
        points = min(lot.remaining, left // lot.unit_minor)
        if points == 0:
            continue
        lot.remaining -= points
        account.balance -= points
        left -= points * lot.unit_minor
        session.add(_points(lot, PointsKind.SPEND, -points, payment, None, actor))
    _ensure_all(payment.amount_minor - left, payment)


def _ensure_all(taken: int, payment: Payment) -> None:
    if taken != payment.amount_minor:
        raise PrepaidChanged


async def _restore_card(
    session: AsyncSession, payment: Payment, minor: int, refund_id: UUID | None, actor: str
) -> None:
    card = (await queries.lock_cards(session, [_source(payment)]))[_source(payment)]
    card.balance_minor += minor
    await _revive(session, card)
    session.add(
        GiftCardEntry(
            card_id=card.id,
            kind=EntryKind.RESTORE,
            amount_minor=minor,
            payment_id=payment.id,
            refund_id=refund_id,
            actor=actor,
        )
    )


async def _revive(session: AsyncSession, card: GiftCard) -> None:
    """What came back can be spent, also when the card was empty or its term had ended."""
    now = await queries.db_now(session)
    if card.status in {GiftCardStatus.DEPLETED, GiftCardStatus.EXPIRED}:
        GIFT_CARD_LIFECYCLE.check(card.status, GiftCardStatus.ACTIVE)
        card.status = GiftCardStatus.ACTIVE
    if card.expires_at is not None:
        card.expires_at = max(card.expires_at, now + GRACE)


async def _restore_credit(
    session: AsyncSession, payment: Payment, minor: int, refund_id: UUID | None, actor: str
) -> None:
    account = await queries.lock_credit(session, _source(payment))
    account.balance_minor += minor
    session.add(
        CreditEntry(
            account_id=account.id,
            kind=CreditKind.RESTORE,
            amount_minor=minor,
            payment_id=payment.id,
            refund_id=refund_id,
            actor=actor,
        )
    )


async def _restore_points(
    session: AsyncSession, payment: Payment, minor: int, refund_id: UUID | None, actor: str
) -> None:
    """Into the lots they came from, first into the one that lasts longest. What is less than
    one point of a lot comes back as points of one minor unit each.
    """
    account = await queries.lock_points(session, _source(payment))
    last = await queries.db_now(session) + GRACE
    for lot, spent in await queries.lots_spent(session, payment.id):
        points = min(spent, minor // lot.unit_minor)
        if points == 0:
            continue
        lot.remaining += points
        lot.expires_at = max(lot.expires_at, last)
        account.balance += points
        minor -= points * lot.unit_minor
        session.add(_points(lot, PointsKind.RESTORE, points, payment, refund_id, actor))
    if minor == 0:
        return
    odd = PointsLot(
        account_id=account.id, points=minor, remaining=minor, unit_minor=1, expires_at=last
    )
    session.add(odd)
    await session.flush()
    account.balance += minor
    session.add(_points(odd, PointsKind.RESTORE, minor, payment, refund_id, actor))


def _points(
    lot: PointsLot,
    kind: PointsKind,
    points: int,
    payment: Payment,
    refund_id: UUID | None,
    actor: str,
) -> PointsEntry:
    return PointsEntry(
        account_id=lot.account_id,
        lot_id=lot.id,
        kind=kind,
        points=points,
        value_minor=points * lot.unit_minor,
        payment_id=payment.id,
        refund_id=refund_id,
        actor=actor,
    )


def _source(payment: Payment) -> UUID:
    if payment.source_id is None:
        raise LookupError(f"payment {payment.id} has no source")
    return payment.source_id
