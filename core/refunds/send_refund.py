"""Ask the gateway for a claimed refund, and book what it did. A saga edge, run by a job."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.events.outbox import emit
from core.kernel import crash
from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.kernel.principal import SYSTEM
from core.ledger.post import post_refund
from core.ledger.posting import AccountKey
from core.orders import queries as orders
from core.orders.history import note
from core.orders.models import VendorOrder
from core.payments import queries as payments
from core.payments.events import RefundFailed, RefundSucceeded
from core.payments.models import REFUND_LIFECYCLE, Payment, Refund, RefundStatus, RefundTo
from core.payments.providers.base import (
    ProviderRefund,
    ProviderRefused,
    RefundOutcome,
)
from core.payments.providers.registry import provider as provider_named
from core.prepaid.balances import give_back
from core.prepaid.bought import is_voucher, post_voucher_refund, put_back
from core.prepaid.credit import credit_refund
from core.refunds.plan import LineRefund, RefundPlan
from core.refunds.request_refund import change_counters
from core.refunds.shares import accounts_of, release_shares, summarize_payment
from core.refunds.undo_taxes import undo_taxes


async def send_refund(refund_id: UUID) -> None:
    """Safe to repeat: the gateway knows the key, and only one run books the answer.

    A lost answer raises ``OutcomeUnknown``; the job is tried again with the same key.
    """
    claimed = await _claim(refund_id)
    if claimed is None:
        return
    refund, payment, minor = claimed
    crash.point("refunds.claimed")
    try:
        answer = await _ask(refund, payment, Money(minor, refund.currency))
    except ProviderRefused as refusal:
        crash.point("refunds.refused")
        await _give_up(refund_id, str(refusal))
        return
    crash.point("refunds.answered")
    await _book(refund_id, answer)
    crash.point("refunds.booked")


async def _ask(refund: Refund, payment: Payment, amount: Money) -> ProviderRefund:
    """A refund that is pending at the gateway has a reference: then its fate is asked for.

    Where no gateway took money, only the books and balances change.
    """
    if not amount:
        return ProviderRefund("", RefundOutcome.SUCCEEDED, amount, failure=None)
    gateway = provider_named(payment.provider)
    if refund.provider_reference:
        return await gateway.fetch_refund(refund.provider_reference)
    return await gateway.refund(
        payment.provider_reference or "",
        amount,
        idempotency_key=refund.idempotency_key,
    )


async def _claim(refund_id: UUID) -> tuple[Refund, Payment, int] | None:
    """The refund, its gateway's payment and what the gateway is asked for."""
    async with transaction() as session:
        refund = await payments.lock_refund(session, refund_id)
        if refund.status in {
            RefundStatus.SUCCEEDED,
            RefundStatus.CANCELED,
            RefundStatus.FAILED,
        }:
            return None
        if refund.status is RefundStatus.REQUESTED:
            refund.status = RefundStatus.PROCESSING
        payment = await payments.get_payment(session, refund.payment_id)
        asked = sum(
            share.amount_minor
            for share in await payments.shares_of(session, refund.id)
            if share.payment_id == payment.id
            and share.destination is RefundTo.ORIGINAL
            and not payment.is_prepaid
        )
        return refund, payment, asked


async def _book(refund_id: UUID, answer: ProviderRefund) -> None:
    if answer.status is RefundOutcome.FAILED:
        await _give_up(refund_id, answer.failure or "The gateway refused.")
        return
    async with transaction() as session:
        refund, payment = await _locked(session, refund_id)
        if refund.status is not RefundStatus.PROCESSING:
            return
        refund.provider_reference = answer.reference
        if answer.status is RefundOutcome.PENDING:
            return
        REFUND_LIFECYCLE.check(refund.status, RefundStatus.SUCCEEDED)
        refund.status, refund.succeeded_at = RefundStatus.SUCCEEDED, utc_now()
        part = await orders.get_vendor_order(session, refund.vendor_order_id)
        await _post(session, refund, part, payment)
        note(
            session,
            refund.order_id,
            "refund.succeeded",
            "The refund has been paid back.",
            SYSTEM,
            vendor_order_id=part.id,
        )
        await emit(
            session,
            RefundSucceeded(
                refund_id=refund.id,
                order_id=refund.order_id,
                vendor_order_id=part.id,
                amount_minor=refund.amount_minor,
                currency=refund.currency,
            ),
        )
        crash.point("refunds.booking_written")


async def _post(
    session: AsyncSession, refund: Refund, part: VendorOrder, payment: Payment
) -> None:
    shares = await _give_back(session, refund)
    if await is_voucher(session, part.id):
        await post_voucher_refund(session, refund, shares)
        return
    await post_refund(
        session,
        order_id=refund.order_id,
        refund_id=refund.id,
        vendor_id=part.vendor_id,
        vendor_order_id=part.id,
        provider=payment.provider,
        amount=refund.amount,
        commission=Money(refund.commission_minor, refund.currency),
        subsidy=Money(refund.subsidy_minor, refund.currency),
        taxes=await undo_taxes(session, refund, part),
        shares=shares,
    )


async def _give_back(session: AsyncSession, refund: Refund) -> list[tuple[AccountKey, Money]]:
    """Prepaid value returns to where it came from; returns the accounts to book with."""
    rows = [
        (share, await payments.get_payment(session, share.payment_id))
        for share in await payments.shares_of(session, refund.id)
    ]
    for share, payment in rows:
        minor = share.amount_minor
        if payment.is_prepaid:
            await give_back(session, payment, minor, refund_id=refund.id, actor="system")
        elif share.destination is RefundTo.STORE_CREDIT:
            await credit_refund(session, refund, minor)
    return accounts_of(rows)


async def _give_up(refund_id: UUID, failure: str) -> None:
    """A definite no: the claim is given up, so that the amount can be refunded another way."""
    async with transaction() as session:
        refund, _ = await _locked(session, refund_id)
        if refund.status is not RefundStatus.PROCESSING:
            return
        refund.status, refund.failure = RefundStatus.FAILED, failure[:200]
        order = await orders.lock_order(session, refund.order_id)
        part = next(
            row
            for row in await orders.lock_vendor_orders(session, order.id)
            if row.id == refund.vendor_order_id
        )
        lines = await orders.lock_lines(session, part.id)
        change_counters(order, part, lines, await _plan_of(session, refund), sign=-1)
        await release_shares(session, order, refund)
        await put_back(session, refund)
        await summarize_payment(session, order)
        note(
            session,
            order.id,
            "refund.failed",
            f"The gateway did not refund: {refund.failure}",
            SYSTEM,
            vendor_order_id=part.id,
            is_public=False,
        )
        await emit(
            session,
            RefundFailed(refund_id=refund.id, order_id=order.id, failure=refund.failure),
        )
        crash.point("refunds.surrender_written")


async def _locked(session: AsyncSession, refund_id: UUID) -> tuple[Refund, Payment]:
    """Order first, then payments, then the refund: the one lock order."""
    found = await payments.get_refund(session, refund_id)
    await orders.lock_order(session, found.order_id)
    attempts = await payments.lock_payments(session, found.order_id)
    refund = await payments.lock_refund(session, refund_id)
    return refund, next(row for row in attempts if row.id == refund.payment_id)


async def _plan_of(session: AsyncSession, refund: Refund) -> RefundPlan:
    rows = await payments.refund_lines_of(session, [refund.id])
    return RefundPlan(
        tuple(
            LineRefund(
                row.order_line_id,
                row.quantity,
                Money(row.amount_minor, refund.currency),
                Money(row.commission_minor, refund.currency),
                Money(row.subsidy_minor, refund.currency),
                Money(row.withheld_minor, refund.currency),
            )
            for row in rows
        ),
        Money(refund.delivery_minor, refund.currency),
        Money(refund.subsidy_minor - sum(row.subsidy_minor for row in rows), refund.currency),
    )
