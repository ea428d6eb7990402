"""Moves along the lifecycle of payouts, each with its history row."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal
from core.payouts.models import PAYOUT_LIFECYCLE, Payout, PayoutEvent, PayoutStatus

LONGEST_MESSAGE = 300


def move_payout(
    session: AsyncSession,
    payout: Payout,
    target: PayoutStatus,
    caller: Principal,
    message: str = "",
) -> None:
    PAYOUT_LIFECYCLE.check(payout.status, target)
    session.add(
        PayoutEvent(
            payout_id=payout.id,
            from_status=payout.status.value,
            to_status=target.value,
            actor=caller.actor,
            message=message[:LONGEST_MESSAGE],
        )
    )
    payout.status = target


def note_creation(
    session: AsyncSession, payout: Payout, caller: Principal, message: str
) -> None:
    session.add(
        PayoutEvent(
            payout_id=payout.id,
            to_status=payout.status.value,
            actor=caller.actor,
            message=message,
        )
    )
