"""Stripe's own client, called over a line of ours: no retries and no time limits but ours."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import httpx
import stripe

from core.outbound.line import Line
from core.outbound.patience import Patience
from core.outbound.redaction import redact_loggers
from core.payments.providers.http import gateway_line
from core.payments.providers.stripe_errors import translated

T = TypeVar("T")
redact_loggers("stripe")


@dataclass(frozen=True, slots=True)
class StripeLine:
    client: stripe.StripeClient
    line: Line
    http: stripe.HTTPXClient
    account: str

    async def write(self, operation: str, call: Callable[[], Awaitable[T]]) -> T:
        return await self.line.write(operation, lambda: translated(call))

    async def read(self, operation: str, call: Callable[[], Awaitable[T]]) -> T:
        return await self.line.read(operation, lambda: translated(call))


def stripe_line(
    secret_key: str, *, api_base: str = "", patience: Patience | None = None
) -> StripeLine:
    line = gateway_line("stripe", patience)
    limits = line.patience
    http = stripe.HTTPXClient(
        timeout=httpx.Timeout(limits.read, connect=limits.connect), allow_sync_methods=False
    )
    client = stripe.StripeClient(
        secret_key,
        base_addresses={"api": api_base} if api_base else None,
        http_client=http,
        max_network_retries=0,  # ours know when an outcome is in doubt
    )
    is_live = "_live_" in secret_key
    return StripeLine(client, line, http, "stripe:live" if is_live else "stripe:test")
