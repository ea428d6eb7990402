"""Tell the shop what happened: a webhook row and its delivery job, in the transaction that
made it happen.
"""

import json
from datetime import timedelta
from secrets import token_urlsafe

from sqlmodel.ext.asyncio.session import AsyncSession

from core.jobs.enqueue import enqueue
from core.kernel.clock import utc_now
from core.payments.sandbox_gateway.cards import Behavior
from core.payments.sandbox_gateway.models import (
    SandboxCharge,
    SandboxRefund,
    SandboxSession,
    SandboxWebhook,
)
from core.settings import settings

DELIVER = "sandbox.deliver_webhook"
QUEUE = "checkout"


async def announce(
    session: AsyncSession,
    payment: SandboxSession,
    kind: str,
    *,
    charge: SandboxCharge | None = None,
    refund: SandboxRefund | None = None,
) -> None:
    """Queue the event ``kind``. The card decides whether it arrives once, twice, late, in
    order, or at all.
    """
    behavior = Behavior(charge.behavior) if charge else Behavior.PAYS
    event_id = f"sbx_evt_{token_urlsafe(18)}"
    body = _body(event_id, kind, payment, charge, refund)
    copies = 2 if behavior is Behavior.NOTIFIES_TWICE else 1
    webhooks = [
        SandboxWebhook(
            session_id=payment.id, event_id=event_id, copy_number=number, kind=kind, body=body
        )
        for number in range(1, copies + 1)
    ]
    session.add_all(webhooks)
    await session.flush()
    if behavior is Behavior.NEVER_NOTIFIES:
        return
    at = utc_now() + _delay(behavior, kind)
    for webhook in webhooks:
        await enqueue(session, DELIVER, queue=QUEUE, at=at, webhook_id=str(webhook.id))


def _delay(behavior: Behavior, kind: str) -> timedelta:
    is_overtaken = behavior is Behavior.NOTIFIES_OUT_OF_ORDER and kind == "payment.authorized"
    if behavior is Behavior.NOTIFIES_LATE or is_overtaken:
        return timedelta(seconds=settings().sandbox_slow_seconds)
    return timedelta()


def _body(
    event_id: str,
    kind: str,
    payment: SandboxSession,
    charge: SandboxCharge | None,
    refund: SandboxRefund | None,
) -> str:
    return json.dumps(
        {
            "id": event_id,
            "type": kind,
            "created_at": utc_now().isoformat(),
            "data": {
                "session": payment.reference,
                "merchant_reference": payment.merchant_reference,
                "status": payment.status,
                "amount_minor": payment.amount_minor,
                "currency": payment.currency,
                "charge": charge.reference if charge else None,
                "decline_code": payment.decline_code,
                "refund": refund.reference if refund else None,
            },
        },
        separators=(",", ":"),
    )
