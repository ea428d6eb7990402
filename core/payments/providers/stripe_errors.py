"""What Stripe's exceptions mean, in the three results."""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeVar

import stripe

from core.outbound import errors as outbound
from core.outbound.client import NOT_SENT, retry_after
from core.outbound.errors import TurnedAway
from core.payments.providers.base import (
    OutcomeUnknown,
    PaymentDeclined,
    ProviderRefused,
    ProviderUnavailable,
)
from core.payments.providers.http import CALLED, UNREADABLE

T = TypeVar("T")
log = logging.getLogger(__name__)

NO_ANSWER = outbound.NO_ANSWER.format(called=CALLED)
UNREACHABLE = outbound.UNREACHABLE.format(called=CALLED)
_BUSY = ("idempotency_key_in_use", "lock_timeout")


async def translated(call: Callable[[], Awaitable[T]]) -> T:
    try:
        return await call()
    except stripe.StripeError as error:
        log.warning(
            "Stripe: %s, code %s, status %s, request %s",
            type(error).__name__,
            error.code,
            error.http_status,
            error.request_id,
        )
        raise _meaning(error) from error


def _meaning(error: stripe.StripeError) -> Exception:
    message = error.user_message or "The payment service refused."
    match error:
        case stripe.CardError():
            return PaymentDeclined(message, decline_code=_decline_code(error))
        case stripe.APIConnectionError() if isinstance(error.__cause__, NOT_SENT):
            meaning = ProviderUnavailable(UNREACHABLE)
        case stripe.APIConnectionError():
            meaning = OutcomeUnknown(NO_ANSWER)
        case _ if error.code in _BUSY:  # another request, perhaps with this key, is at work
            meaning = OutcomeUnknown(NO_ANSWER)
        case _ if error.http_status == HTTPStatus.TOO_MANY_REQUESTS:
            meaning = TurnedAway(
                UNREACHABLE, retry_after=retry_after(dict(error.headers or {}))
            )
        case _ if error.http_status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            log.error("Stripe does not accept our key")
            meaning = ProviderUnavailable(UNREACHABLE)
        case _ if _is_definite(error):
            meaning = ProviderRefused(message)
        case _:
            meaning = OutcomeUnknown(UNREADABLE)
    return meaning


def _is_definite(error: stripe.StripeError) -> bool:
    status = error.http_status or 0
    return HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR


def _decline_code(error: stripe.CardError) -> str:
    body = error.json_body if isinstance(error.json_body, dict) else {}
    return str(body.get("error", {}).get("decline_code") or error.code or "generic_decline")
