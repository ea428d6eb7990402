"""What is Stripe's alone: its amounts, its page, its events, its specification."""

import copy
import json
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest

from core.kernel.errors import Invalid, NotFound
from core.kernel.money import Money
from core.payments.providers.base import ProviderStatus
from core.payments.providers.registry import available, provider
from core.payments.providers.stripe_amounts import from_stripe, to_stripe
from core.payments.twins.forms import nested
from core.settings import settings
from tests.core.payments.providers.specifications import (
    STRIPE,
    broken_rules,
    contracts,
    folder,
    operations,
)

OPERATIONS = {
    ("POST", "/v1/checkout/sessions"),
    ("GET", "/v1/checkout/sessions/{session}"),
    ("POST", "/v1/checkout/sessions/{session}/expire"),
    ("POST", "/v1/payment_intents/{intent}/capture"),
    ("POST", "/v1/payment_intents/{intent}/cancel"),
    ("POST", "/v1/refunds"),
    ("GET", "/v1/refunds/{refund}"),
}


@pytest.mark.parametrize(
    ("amount", "units"),
    [
        (Money(6490, "EUR"), 6490),
        (Money(6490, "JPY"), 6490),
        (Money(500, "ISK"), 50000),
        (Money(7, "UGX"), 700),
        (Money(1500, "MGA"), 15),
        (Money(1230, "KWD"), 1230),
    ],
)
def test_amounts_survive_the_way_to_stripe_and_back(amount, units):
    assert to_stripe(amount) == units
    assert from_stripe(units, amount.currency.lower()) == amount


@pytest.mark.parametrize("amount", [Money(1234, "KWD"), Money(1550, "MGA")])
def test_what_stripe_cannot_express_is_refused_not_rounded(amount):
    with pytest.raises(Invalid):
        to_stripe(amount)


async def test_the_page_is_asked_for_in_the_way_stripe_advises(
    stripe_gateway, stripe_twin, a_request
):
    request = a_request(metadata={"attempt": "2"})

    opened = await stripe_gateway.provider.start(request)

    (said,) = stripe_twin.exchanges
    sent = nested(parse_qsl(said.form))
    assert "payment_method_types" not in sent
    assert sent["mode"] == "payment"
    assert sent["client_reference_id"] == "EM-1001"
    assert sent["metadata"] == {"attempt": "2", "order": "EM-1001"}
    assert sent["line_items"][0]["price_data"]["unit_amount"] == "6490"
    assert sent["payment_intent_data"]["capture_method"] == "automatic"
    assert sent["payment_intent_data"]["transfer_group"] == "EM-1001"
    assert opened.expires_at >= request.expires_at + timedelta(minutes=30)


async def test_events_that_name_no_session_are_left_alone(
    stripe_gateway, stripe_twin, a_request
):
    opened = await stripe_gateway.provider.start(a_request())
    await stripe_gateway.pay(opened.redirect_url)
    await stripe_gateway.provider.refund(
        opened.reference, Money(1, "EUR"), idempotency_key="r1"
    )

    kinds = [json.loads(body)["type"] for body, _ in stripe_twin.sent]

    assert kinds == ["payment_intent.created", "checkout.session.completed", "charge.refunded"]
    notices = await stripe_gateway.notices()
    assert [notice.kind for notice in notices] == ["checkout.session.completed"]


async def test_a_slow_bank_is_waited_for_and_its_no_is_final(
    stripe_gateway, stripe_twin, a_request
):
    opened = await stripe_gateway.provider.start(a_request())
    await stripe_gateway.pay(opened.redirect_url)
    session = stripe_twin.sessions[opened.reference]
    intent = stripe_twin.intents[session["payment_intent"]]
    session["payment_status"], intent["status"] = "unpaid", "processing"
    waiting = await stripe_gateway.provider.fetch(opened.reference)
    assert waiting.status is ProviderStatus.REQUIRES_ACTION

    intent["status"] = "requires_payment_method"
    assert (await stripe_gateway.provider.fetch(opened.reference)).status is (
        ProviderStatus.FAILED
    )


@pytest.mark.skipif(folder() is None, reason="ECOMARKET_SPECS is not set")
async def test_every_operation_we_use_keeps_to_stripes_specification(
    stripe_gateway, stripe_twin, a_request
):
    gateway = stripe_gateway.provider
    paid = await gateway.start(a_request())
    await stripe_gateway.pay(paid.redirect_url)
    refund = await gateway.refund(paid.reference, Money(1, "EUR"), idempotency_key="r1")
    await gateway.fetch_refund(refund.reference)
    for number, is_taken in enumerate((True, False)):
        held = await gateway.start(a_request(capture=False))
        await stripe_gateway.pay(held.redirect_url)
        key = f"k{number}"
        if is_taken:
            await gateway.capture(held.reference, Money(5000, "EUR"), idempotency_key=key)
        else:
            await gateway.void(held.reference, idempotency_key=key)
    left = await gateway.start(a_request())
    await gateway.void(left.reference, idempotency_key="k9")

    assert operations(STRIPE, stripe_twin.exchanges) == OPERATIONS
    assert broken_rules(STRIPE, stripe_twin.exchanges) == []


@pytest.mark.skipif(folder() is None, reason="ECOMARKET_SPECS is not set")
async def test_the_specification_notices_what_is_wrong(stripe_gateway, stripe_twin, a_request):
    await stripe_gateway.provider.start(a_request())
    (stripe_says,) = contracts(STRIPE)
    (said,) = stripe_twin.exchanges
    where = (said.method, said.path)

    unknown = stripe_says.request_faults(*where, said.form + "&surprise=1")
    wrong = stripe_says.request_faults(*where, said.form.replace("mode=payment", "mode=pay"))
    broken = copy.deepcopy(said.body) | {"payment_status": "perhaps"}

    assert any("surprise" in fault for fault in unknown)
    assert any(fault.startswith("mode") for fault in wrong)
    assert any(
        fault.startswith("payment_status")
        for fault in stripe_says.response_faults(*where, 200, broken)
    )
    with pytest.raises(LookupError):
        stripe_says.operation("POST", "/v1/checkout/sessions/cs_1/refund")


@pytest.fixture
def keys(monkeypatch):
    def given(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()

    yield given
    monkeypatch.undo()
    settings.cache_clear()


def test_without_keys_only_the_sandbox_is_offered(keys):
    keys(STRIPE_SECRET_KEY="", ECOMARKET_SANDBOX_PAYMENTS="true")

    assert [found.name for found in available("EUR")] == ["sandbox"]
    assert provider("sandbox").name == "sandbox"


async def test_with_keys_stripe_is_offered_first_in_the_currencies_it_takes(keys):
    keys(STRIPE_SECRET_KEY="sk_test_x", ECOMARKET_SANDBOX_PAYMENTS="true")

    assert [found.name for found in available("EUR")] == ["stripe", "sandbox"]
    assert [found.name for found in available("KPW")] == ["sandbox"]

    kept = provider("stripe")
    assert provider("stripe") is kept
    await kept.close()


def test_nothing_that_is_switched_off_is_found(keys):
    keys(STRIPE_SECRET_KEY="", ECOMARKET_SANDBOX_PAYMENTS="false")

    assert available("EUR") == []
    with pytest.raises(NotFound, match="Payments with stripe are not switched on"):
        provider("stripe")
