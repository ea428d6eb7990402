"""Which gateways are switched on: those whose keys are set, and the sandbox bank."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from core.kernel.errors import NotFound
from core.payments.providers.base import PaymentProvider
from core.payments.providers.btcpay import BtcPayProvider
from core.payments.providers.payouts import NoPayoutProvider, PayoutProvider
from core.payments.providers.paypal import PayPalProvider
from core.payments.providers.paypal_payouts import PayPalPayouts
from core.payments.providers.sandbox import SandboxProvider
from core.payments.providers.sandbox_payouts import SandboxPayouts
from core.payments.providers.square import SquareProvider
from core.payments.providers.stripe import StripeProvider
from core.payments.providers.stripe_payouts import StripePayouts
from core.settings import AppName, Settings, settings

T = TypeVar("T")
NAMES = ("stripe", "paypal", "square", "btcpay", "sandbox")


def provider(name: str) -> PaymentProvider:
    """The gateway of a payment that was started with it."""
    for switched_on in providers():
        if switched_on.name == name:
            return switched_on
    raise NotFound(f"Payments with {name} are not switched on.")


def available(currency: str) -> list[PaymentProvider]:
    """What a buyer with a bag in ``currency`` can pay with, best first."""
    return [found for found in providers() if found.ways(currency)]


def providers() -> list[PaymentProvider]:
    chosen = settings()
    keys = chosen.gateway_keys
    found = [make(chosen) for name, make in _MAKERS.items() if name in keys]
    return [*found, _sandbox(chosen)] if chosen.sandbox_payments else found


def payout_provider(name: str) -> PayoutProvider:
    """What a payout was, or is to be, sent with."""
    for switched_on in payout_providers():
        if switched_on.name == name:
            return switched_on
    raise NoPayoutProvider(name)


def payout_providers() -> list[PayoutProvider]:
    chosen = settings()
    keys = chosen.gateway_keys
    found: list[PayoutProvider] = []
    if "stripe" in keys:
        key = chosen.stripe_secret_key.get_secret_value()
        found.append(_kept(StripePayouts, key, api_base=chosen.stripe_api_base))
    if "paypal" in keys:
        secret = chosen.paypal_secret.get_secret_value()
        base = chosen.paypal_api_base
        found.append(_kept(PayPalPayouts, chosen.paypal_client_id, secret, api_base=base))
    if chosen.sandbox_payments:
        key = chosen.sandbox_api_key.get_secret_value()
        found.append(_kept(SandboxPayouts, chosen.sandbox_gateway_url, key))
    return found


@cache
def _kept(make: Callable[..., T], *given: str, **more: str | bool) -> T:
    """One for each setting: it holds connections, tokens, and what is known of its health."""
    return make(*given, **more)


def _stripe(chosen: Settings) -> PaymentProvider:
    return _kept(
        StripeProvider,
        chosen.stripe_secret_key.get_secret_value(),
        chosen.stripe_webhook_secret.get_secret_value(),
        api_base=chosen.stripe_api_base,
        takes_stablecoin=chosen.stripe_stablecoin,
    )


def _paypal(chosen: Settings) -> PaymentProvider:
    return _kept(
        PayPalProvider,
        chosen.paypal_client_id,
        chosen.paypal_secret.get_secret_value(),
        chosen.paypal_webhook_id,
        merchant_id=chosen.paypal_merchant_id,
        api_base=chosen.paypal_api_base,
    )


def _square(chosen: Settings) -> PaymentProvider:
    return _kept(
        SquareProvider,
        chosen.square_access_token.get_secret_value(),
        chosen.square_location_id,
        chosen.square_signature_key.get_secret_value(),
        f"{chosen.origin(AppName.STOREFRONT)}/webhooks/square",
        api_base=chosen.square_api_base,
    )


def _btcpay(chosen: Settings) -> PaymentProvider:
    return _kept(
        BtcPayProvider,
        chosen.btcpay_url,
        chosen.btcpay_api_key.get_secret_value(),
        chosen.btcpay_store_id,
        chosen.btcpay_webhook_secret.get_secret_value(),
    )


def _sandbox(chosen: Settings) -> PaymentProvider:
    return _kept(
        SandboxProvider,
        chosen.sandbox_gateway_url,
        chosen.sandbox_api_key.get_secret_value(),
        chosen.sandbox_webhook_secret.get_secret_value(),
    )


_MAKERS: dict[str, Callable[[Settings], PaymentProvider]] = {
    "stripe": _stripe,
    "paypal": _paypal,
    "square": _square,
    "btcpay": _btcpay,
}
