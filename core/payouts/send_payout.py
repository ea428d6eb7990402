"""Ask the provider to pay, and book what it says. A saga edge, run by a job.

The key is stored before the call and stays as long as the outcome is unknown, so that a process
that dies anywhere leaves a payout that is asked for again and paid once. Only after a definite
no does another try get a key of its own: the provider would answer the old one with the same
no.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.kernel.principal import SYSTEM
from core.payments.providers.base import ProviderRefused
from core.payments.providers.payouts import PayoutProvider, PayoutRequest, ProviderPayout
from core.payments.providers.registry import payout_provider
from core.payouts import queries
from core.payouts.create_payout import payable_account
from core.payouts.decide_payout import cancel_locked, ensure_still_payable
from core.payouts.errors import NotPayable
from core.payouts.history import move_payout
from core.payouts.models import Payout, PayoutStatus
from core.payouts.settle_payout import apply_answer, fail_payout


@dataclass(frozen=True, slots=True)
class _Asked:
    """A payout that was claimed. ``reference`` is the provider's, once it has answered."""

    provider: str
    request: PayoutRequest
    reference: str | None


async def send_payout(payout_id: UUID) -> None:
    """Safe to repeat. A lost answer raises ``OutcomeUnknown``; the job asks again."""
    asked = await _claim(payout_id)
    if asked is None:
        return
    try:
        answer = await _ask(payout_provider(asked.provider), asked)
    except ProviderRefused as refusal:
        async with transaction() as session:
            payout = await queries.lock_payout(session, payout_id)
            if payout.provider_key == asked.request.key:
                await fail_payout(session, payout, str(refusal))
        return
    async with transaction() as session:
        payout = await queries.lock_payout(session, payout_id)
        if payout.provider_key == asked.request.key:
            await apply_answer(session, payout, answer)


async def poll_payout(payout_id: UUID) -> None:
    """What became of a payout that the provider has."""
    async with transaction() as session:
        payout = await queries.get_payout(session, payout_id)
    if payout.provider_reference is None:
        return
    answer = await payout_provider(payout.method.value).get_payout(payout.provider_reference)
    async with transaction() as session:
        locked = await queries.lock_payout(session, payout_id)
        if locked.provider_key == payout.provider_key:
            await apply_answer(session, locked, answer)


async def _ask(provider: PayoutProvider, asked: _Asked) -> ProviderPayout:
    if asked.reference:
        return await provider.get_payout(asked.reference)
    return await provider.send_payout(asked.request)


async def _claim(payout_id: UUID) -> _Asked | None:
    async with transaction() as session:
        payout = await queries.lock_payout(session, payout_id)
        if payout.status is PayoutStatus.APPROVED and await _may_go(session, payout):
            payout.attempt += 1
            payout.provider_key = f"{payout.id}:payout:{payout.attempt}"
            move_payout(session, payout, PayoutStatus.PROCESSING, SYSTEM)
        if payout.status is not PayoutStatus.PROCESSING:
            return None
        account = await queries.get_account(session, payout.account_id)
        request = PayoutRequest(
            key=payout.provider_key,
            amount=payout.amount,
            destination=account.destination,
            reference=payout.number,
            description=f"EcoMarket payout {payout.number}",
        )
        return _Asked(payout.method.value, request, payout.provider_reference)


async def _may_go(session: AsyncSession, payout: Payout) -> bool:
    """Suspended, paused or disputed since it was approved: the amounts go back instead."""
    try:
        await payable_account(session, payout.vendor_id)
        await ensure_still_payable(session, payout)
    except NotPayable as refusal:
        await cancel_locked(session, SYSTEM, payout, refusal.reason)
        return False
    return True
