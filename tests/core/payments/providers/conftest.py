"""Both gateways behind one face."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.payments.providers.sandbox import SandboxProvider
from core.payments.providers.stripe import StripeProvider
from core.payments.sandbox_gateway.signature import HEADER
from core.settings import settings
from tests.contract.openapi import contract
from tests.core.payments.conftest import IMPATIENT, STALL, Bank
from tests.core.payments.providers.gateway import Gateway, Message
from tests.core.payments.providers.stripe_twin import StripeTwin
from tests.serving import free_port, served

SPECIFICATION = "stripe-2023-08-16.yaml"
NOBODY = "http://127.0.0.1:9"


def specification() -> Path | None:
    folder = os.environ.get("ECOMARKET_SPECS")
    return Path(folder) / SPECIFICATION if folder else None


@pytest.fixture
async def stripe_twin(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StripeTwin]:
    """Every exchange is held against Stripe's specification, where that is at hand."""
    monkeypatch.setenv("ECOMARKET_SANDBOX_STALL_SECONDS", str(STALL))
    settings.cache_clear()
    port = free_port()
    twin = StripeTwin(f"http://127.0.0.1:{port}", "sk_test_twin", "whsec_twin")
    async with served(twin.app(), port):
        yield twin
    monkeypatch.undo()
    settings.cache_clear()
    if path := specification():
        assert broken_rules(twin, path) == []


def broken_rules(twin: StripeTwin, path: Path) -> list[str]:
    stripe_says = contract(path)
    found: list[str] = []
    for said in twin.exchanges:
        where = (said.method, said.path)
        if said.method == "POST":
            found += stripe_says.request_faults(*where, said.form)
        found += stripe_says.query_faults(*where, said.query)
        found += stripe_says.response_faults(*where, said.status, said.body)
    return found


@pytest.fixture
async def stripe_gateway(stripe_twin: StripeTwin) -> AsyncIterator[Gateway]:
    adapters: list[StripeProvider] = []

    def adapter(key: str = stripe_twin.secret_key, base: str = stripe_twin.origin):
        secret = stripe_twin.webhook_secret
        adapters.append(StripeProvider(key, secret, api_base=base, patience=IMPATIENT))
        return adapters[-1]

    async def messages() -> list[Message]:
        return stripe_twin.sent

    yield Gateway(
        provider=adapter(),
        unreachable=adapter(base=NOBODY),
        unknown_key=adapter(key="sk_test_other"),
        webhook_secret=stripe_twin.webhook_secret,
        signature_header="Stripe-Signature",
        messages=messages,
    )
    for opened in adapters:
        await opened.close()


@pytest.fixture
def sandbox_gateway(bank: Bank) -> Gateway:
    chosen = settings()
    url, secret = chosen.sandbox_gateway_url, chosen.sandbox_webhook_secret.get_secret_value()

    async def messages() -> list[Message]:
        await bank.run_jobs()
        return bank.shop.received

    return Gateway(
        provider=bank.provider,
        unreachable=SandboxProvider(NOBODY, "key", secret, patience=IMPATIENT),
        unknown_key=SandboxProvider(url, "other-key", secret, patience=IMPATIENT),
        webhook_secret=secret,
        signature_header=HEADER,
        messages=messages,
    )


@pytest.fixture(params=["sandbox", "stripe"])
def gateway(request: pytest.FixtureRequest) -> Gateway:
    return request.getfixturevalue(f"{request.param}_gateway")
