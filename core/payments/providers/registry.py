"""Which gateways are switched on."""

from functools import cache

from core.kernel.errors import NotFound
from core.payments.providers.base import PaymentProvider
from core.payments.providers.payouts import NoPayoutProvider, PayoutProvider
from core.payments.providers.sandbox import SandboxProvider
from core.payments.providers.sandbox_payouts import SandboxPayouts
from core.payments.providers.stripe import StripeProvider
from core.settings import settings


def provider(name: str) -> PaymentProvider:
    """The gateway of a payment that was started with it."""
    for switched_on in _providers():
        if switched_on.name == name:
            return switched_on
    raise NotFound(f"Payments with {name} are not switched on.")


def available(currency: str) -> list[PaymentProvider]:
    """What a buyer with a bag in ``currency`` can pay with, best first."""
    return [found for found in _providers() if found.ways(currency)]


def payout_provider(name: str) -> PayoutProvider:
    """What a payout was, or is to be, sent with."""
    for switched_on in payout_providers():
        if switched_on.name == name:
            return switched_on
    raise NoPayoutProvider(name)


def payout_providers() -> list[PayoutProvider]:
    chosen = settings()
    found: list[PayoutProvider] = []
    if chosen.sandbox_payments:
        key = chosen.sandbox_api_key.get_secret_value()
        found.append(SandboxPayouts(chosen.sandbox_gateway_url, key))
    return found


def _providers() -> list[PaymentProvider]:
    chosen = settings()
    found: list[PaymentProvider] = []
    if key := chosen.stripe_secret_key.get_secret_value():
        secret = chosen.stripe_webhook_secret.get_secret_value()
        found.append(_stripe(key, secret, chosen.stripe_api_base))
    if chosen.sandbox_payments:
        found.append(
            SandboxProvider(
                chosen.sandbox_gateway_url,
                chosen.sandbox_api_key.get_secret_value(),
                chosen.sandbox_webhook_secret.get_secret_value(),
            )
        )
    return found


@cache
def _stripe(key: str, webhook_secret: str, api_base: str) -> StripeProvider:
    """Kept: it holds a pool of connections."""
    return StripeProvider(key, webhook_secret, api_base=api_base)
