"""All gateways behind one face."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from core.payments.providers.btcpay import BtcPayProvider
from core.payments.providers.paypal import PayPalProvider
from core.payments.providers.sandbox import SandboxProvider
from core.payments.providers.square import SquareProvider
from core.payments.providers.stripe import StripeProvider
from core.payments.sandbox_gateway.signature import HEADER
from core.payments.twins.btcpay import STORE, BtcPayTwin
from core.payments.twins.faults import Faults
from core.payments.twins.paypal import MERCHANT, PayPalTwin
from core.payments.twins.square import LOCATION, SquareTwin
from core.payments.twins.stripe import StripeTwin
from core.payments.twins.twin import Twin
from core.settings import settings
from tests.core.payments.conftest import IMPATIENT, STALL, Bank
from tests.core.payments.providers.gateway import Gateway, Message
from tests.core.payments.providers.specifications import (
    BTCPAY,
    PAYPAL,
    SQUARE,
    STRIPE,
    Api,
    broken_rules,
)
from tests.serving import free_port, served

NOBODY = "http://127.0.0.1:9"
BANK = {
    "start": ("POST", "/v1/sessions$"),
    "fetch": ("GET", "/v1/sessions/[^/]+$"),
    "refund": ("POST", "/refunds$"),
    "fetch_refund": ("GET", "/v1/refunds/"),
    "capture": ("POST", "/capture$"),
    "void": ("POST", "/void$"),
    "charge_saved": ("POST", "/v1/charges$"),
}
STRIPE_CALLS = {
    "start": ("POST", "^/v1/checkout/sessions$"),
    "fetch": ("GET", "^/v1/checkout/sessions/"),
    "refund": ("POST", "^/v1/refunds$"),
    "fetch_refund": ("GET", "^/v1/refunds/"),
    "capture": ("POST", "/capture$"),
    "void": ("POST", "/(cancel|expire)$"),
    "charge_saved": ("POST", "^/v1/payment_intents$"),
}
PAYPAL_CALLS = {
    "start": ("POST", "^/v2/checkout/orders$"),
    "fetch": ("GET", "^/v2/checkout/orders/"),
    "capture": ("POST", "/capture$"),
    "refund": ("POST", "/refund$"),
    "fetch_refund": ("GET", "^/v2/payments/refunds/"),
}
SQUARE_CALLS = {
    "start": ("POST", "/payment-links$"),
    "fetch": ("GET", "^/v2/orders/"),
    "refund": ("POST", "^/v2/refunds$"),
    "fetch_refund": ("GET", "^/v2/refunds/"),
}
BTCPAY_CALLS = {
    "start": ("POST", "/invoices$"),
    "fetch": ("GET", "/invoices/[^/]+$"),
    "refund": ("POST", "/refund$"),
    "fetch_refund": ("GET", "^/api/v1/pull-payments/[^/]+$"),
}


@asynccontextmanager
async def running(kind: type[Twin], api: Api, faults: dict) -> AsyncIterator[Twin]:
    """Every exchange is held against the specification, where that is at hand."""
    port = free_port()
    twin = kind(f"http://127.0.0.1:{port}")
    around = Faults(twin.app(), stall=STALL)
    faults[id(twin)] = around
    async with served(around, port):
        yield twin
    assert sorted(set(broken_rules(api, twin.exchanges))) == []


@pytest.fixture(scope="session")
def faults_around() -> dict[int, Faults]:
    return {}


@pytest.fixture
async def stripe_twin(faults_around) -> AsyncIterator[StripeTwin]:
    async with running(StripeTwin, STRIPE, faults_around) as twin:
        yield twin


@pytest.fixture
async def paypal_twin(faults_around) -> AsyncIterator[PayPalTwin]:
    async with running(PayPalTwin, PAYPAL, faults_around) as twin:
        yield twin


@pytest.fixture
async def square_twin(faults_around) -> AsyncIterator[SquareTwin]:
    async with running(SquareTwin, SQUARE, faults_around) as twin:
        yield twin


@pytest.fixture
async def btcpay_twin(faults_around) -> AsyncIterator[BtcPayTwin]:
    async with running(BtcPayTwin, BTCPAY, faults_around) as twin:
        yield twin


def kept_by(twin: Twin):
    async def messages() -> list[Message]:
        return twin.sent

    return messages


@pytest.fixture
async def stripe_gateway(stripe_twin, faults_around) -> AsyncIterator[Gateway]:
    adapters: list[StripeProvider] = []

    def adapter(key: str = stripe_twin.secret_key, base: str = stripe_twin.origin):
        secret = stripe_twin.webhook_secret
        adapters.append(StripeProvider(key, secret, api_base=base, patience=IMPATIENT))
        return adapters[-1]

    yield Gateway(
        provider=adapter(),
        unreachable=adapter(base=NOBODY),
        unknown_key=adapter(key="sk_test_other"),
        webhook_secret=stripe_twin.webhook_secret,
        signature_header="Stripe-Signature",
        messages=kept_by(stripe_twin),
        faults=faults_around[id(stripe_twin)],
        operations=STRIPE_CALLS,
        sign=lambda body: {"Stripe-Signature": stripe_twin.signature(body.decode())},
    )
    for opened in adapters:
        await opened.close()


@pytest.fixture
def paypal_gateway(paypal_twin, faults_around) -> Gateway:
    def adapter(base: str = paypal_twin.origin, secret: str = paypal_twin.secret):
        return PayPalProvider(
            paypal_twin.client_id,
            secret,
            paypal_twin.webhook_id,
            merchant_id=MERCHANT,
            api_base=base,
            patience=IMPATIENT,
        )

    return Gateway(
        provider=adapter(),
        unreachable=adapter(NOBODY),
        unknown_key=adapter(secret="other"),
        messages=kept_by(paypal_twin),
        faults=faults_around[id(paypal_twin)],
        operations=PAYPAL_CALLS,
        sign=paypal_twin.signed,
    )


@pytest.fixture
def square_gateway(square_twin, faults_around) -> Gateway:
    def adapter(base: str = square_twin.origin, token: str = square_twin.access_token):
        return SquareProvider(
            token,
            LOCATION,
            square_twin.signature_key,
            square_twin.notification_url,
            api_base=base,
            patience=IMPATIENT,
        )

    return Gateway(
        provider=adapter(),
        unreachable=adapter(NOBODY),
        unknown_key=adapter(token="other"),
        messages=kept_by(square_twin),
        faults=faults_around[id(square_twin)],
        operations=SQUARE_CALLS,
        sign=square_twin.signed,
    )


@pytest.fixture
def btcpay_gateway(btcpay_twin, faults_around) -> Gateway:
    def adapter(base: str = btcpay_twin.origin, key: str = btcpay_twin.api_key):
        secret = btcpay_twin.webhook_secret
        return BtcPayProvider(base, key, STORE, secret, patience=IMPATIENT)

    return Gateway(
        provider=adapter(),
        unreachable=adapter(NOBODY),
        unknown_key=adapter(key="other"),
        messages=kept_by(btcpay_twin),
        faults=faults_around[id(btcpay_twin)],
        operations=BTCPAY_CALLS,
        sign=btcpay_twin.signed,
    )


@pytest.fixture
def sandbox_gateway(bank: Bank) -> Gateway:
    chosen = settings()
    url, secret = chosen.sandbox_gateway_url, chosen.sandbox_webhook_secret.get_secret_value()

    async def messages() -> list[Message]:
        await bank.run_jobs()
        return bank.shop.received

    gateway = Gateway(
        provider=bank.provider,
        unreachable=SandboxProvider(NOBODY, "key", secret, patience=IMPATIENT),
        unknown_key=SandboxProvider(url, "other-key", secret, patience=IMPATIENT),
        webhook_secret=secret,
        signature_header=HEADER,
        messages=messages,
        faults=bank.faults,
        operations=BANK,
        sign=lambda body: gateway.signed(body)[1],
    )
    return gateway


@pytest.fixture(params=["sandbox", "stripe"])
def gateway(request: pytest.FixtureRequest) -> Gateway:
    """Those that take cards on pages of their own and can hold an amount."""
    return request.getfixturevalue(f"{request.param}_gateway")


@pytest.fixture(params=["sandbox", "stripe", "paypal", "square", "btcpay"])
def any_gateway(request: pytest.FixtureRequest) -> Gateway:
    return request.getfixturevalue(f"{request.param}_gateway")
