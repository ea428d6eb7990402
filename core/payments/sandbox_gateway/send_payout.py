"""Payouts: who is paid decides what happens, as cards do on the payment page.

``destination`` may begin with a word: ``refuse:`` is turned down, ``fail:`` fails later,
``return:`` comes back later, ``slow:`` is paid later. Everything else is paid at once.
"""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from core.jobs.enqueue import enqueue
from core.kernel.clock import utc_now
from core.payments.sandbox_gateway import payout_queries as queries
from core.payments.sandbox_gateway.announce import QUEUE
from core.payments.sandbox_gateway.errors import AmountTooLarge, Refused, WrongState
from core.payments.sandbox_gateway.payout_models import PayoutStatus, SandboxPayout
from core.settings import settings

SETTLE_PAYOUT = "sandbox.settle_payout"
_AT_ONCE = {"return": PayoutStatus.PAID, "slow": PayoutStatus.PENDING}
_LATER = {
    "fail": (PayoutStatus.FAILED, "account_closed"),
    "return": (PayoutStatus.RETURNED, "returned_by_bank"),
    "slow": (PayoutStatus.PAID, None),
}


class NewPayout(BaseModel):
    model_config = ConfigDict(extra="forbid")

    amount_minor: int = Field(gt=0, le=2**53)
    currency: str = Field(pattern="^[A-Z]{3}$")
    destination: str = Field(min_length=1, max_length=200)
    reference: str = Field(min_length=1, max_length=80)
    description: str = Field(default="", max_length=200)


class PayoutAnswer(BaseModel):
    id: str
    status: str
    amount_minor: int
    reversed_minor: int
    currency: str
    destination: str
    failure: str | None

    @classmethod
    def of(cls, payout: SandboxPayout) -> "PayoutAnswer":
        return cls(
            id=payout.reference, **payout.model_dump(include=set(cls.model_fields) - {"id"})
        )


async def send_payout(session: AsyncSession, wanted: NewPayout) -> SandboxPayout:
    word = _word(wanted.destination)
    if word == "refuse":
        raise Refused("This account cannot receive payouts.")
    status = _AT_ONCE.get(word, PayoutStatus.PENDING if word == "fail" else PayoutStatus.PAID)
    payout = SandboxPayout(
        merchant_reference=wanted.reference,
        destination=wanted.destination,
        description=wanted.description,
        amount_minor=wanted.amount_minor,
        currency=wanted.currency,
        status=status,
    )
    session.add(payout)
    await session.flush()
    if word in _LATER:
        at = utc_now() + timedelta(seconds=settings().sandbox_slow_seconds)
        await enqueue(session, SETTLE_PAYOUT, queue=QUEUE, at=at, reference=payout.reference)
    return payout


async def settle_payout(session: AsyncSession, reference: str) -> None:
    """What happens later to a payout. Safe to repeat."""
    payout = await queries.lock_payout(session, reference)
    outcome = _LATER.get(_word(payout.destination))
    if outcome is not None and payout.status in (PayoutStatus.PENDING, PayoutStatus.PAID):
        payout.status, payout.failure = outcome


async def reverse_payout(
    session: AsyncSession, reference: str, amount_minor: int, currency: str
) -> SandboxPayout:
    payout = await queries.lock_payout(session, reference)
    if payout.status is not PayoutStatus.PAID or payout.currency != currency:
        raise WrongState(f"This payout is {payout.status}: there is nothing to take back.")
    left = payout.amount_minor - payout.reversed_minor
    if amount_minor > left:
        raise AmountTooLarge(f"Only {left} of this payout can still be taken back.")
    payout.reversed_minor += amount_minor
    return payout


def _word(destination: str) -> str:
    word, colon, _ = destination.partition(":")
    return word if colon else ""
