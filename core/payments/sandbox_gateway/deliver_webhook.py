"""Send one webhook to the shop and write down what came back."""

import ssl
import time
from datetime import timedelta
from functools import cache
from uuid import UUID

import httpx

from core.db.session import transaction
from core.jobs.enqueue import enqueue
from core.kernel.clock import utc_now
from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.announce import DELIVER, QUEUE
from core.payments.sandbox_gateway.signature import HEADER, sign
from core.settings import settings

# Seconds until the next try; after the last one the gateway gives up.
BACK_OFF = (2, 10, 60, 300, 1800, 3600 * 6, 3600 * 24)
TIMEOUT = httpx.Timeout(10, connect=2)


async def deliver_webhook(webhook_id: UUID) -> None:
    """Opens its own transactions: no row is held while the shop is being called.

    At least once: a crash after the shop has answered sends it again.
    """
    async with transaction() as session:
        webhook = await queries.get_webhook(session, webhook_id)
    if webhook is None or webhook.delivered_at is not None:
        return

    failure = await _post(webhook.body.encode())

    async with transaction() as session:
        webhook = await queries.get_webhook(session, webhook_id)
        if webhook is None:
            return
        webhook.attempts += 1
        webhook.last_result = failure or "delivered"
        session.add(webhook)
        if failure is None:
            webhook.delivered_at = utc_now()
        elif webhook.attempts <= len(BACK_OFF):
            wait = timedelta(seconds=BACK_OFF[webhook.attempts - 1])
            await enqueue(
                session, DELIVER, queue=QUEUE, at=utc_now() + wait, webhook_id=str(webhook_id)
            )


@cache
def _tls() -> ssl.SSLContext:
    """Reading the certificates takes longer than the call."""
    return httpx.create_ssl_context()


async def _post(body: bytes) -> str | None:
    """Why the shop did not take it, or nothing."""
    secret = settings().sandbox_webhook_secret.get_secret_value()
    headers = {
        "Content-Type": "application/json",
        HEADER: sign(secret, int(time.time()), body),
    }
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT, verify=_tls(), trust_env=False) as client:
            response = await client.post(
                settings().sandbox_webhook_url, content=body, headers=headers
            )
    except httpx.HTTPError as error:
        return f"{type(error).__name__}: {error}"[:200]
    return None if response.is_success else f"HTTP {response.status_code}"
