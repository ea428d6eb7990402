"""Notices that were not sent to us, by those who could, about what is ours, lately."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from core.payments.providers.base import BadSignature, ProviderUnavailable, Subject


@pytest.fixture
async def message(any_gateway, a_request):
    """A genuine one: body, headers, and the payment it is about."""
    reference = await any_gateway.paid(a_request())
    for body, headers in await any_gateway.messages():
        notice = await any_gateway.parse(body, headers)
        if notice and notice.reference == reference:
            return body, headers, reference
    raise AssertionError("the gateway told nothing")


async def test_a_genuine_notice_is_believed_whatever_the_case_of_its_headers(
    any_gateway, message
):
    body, headers, reference = message

    notice = await any_gateway.parse(body, headers)

    assert (notice.reference, notice.subject) == (reference, Subject.PAYMENT)
    lowered = {name.lower(): value for name, value in headers.items()}
    assert await any_gateway.parse(body, lowered) == notice


async def test_a_changed_byte_is_not_believed(any_gateway, message):
    body, headers, _ = message

    for place in (0, len(body) // 2, len(body) - 1):
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        with pytest.raises(BadSignature):
            await any_gateway.parse(changed, headers)


async def test_the_same_json_written_differently_is_not_believed(any_gateway, message):
    body, headers, _ = message

    with pytest.raises(BadSignature):
        await any_gateway.parse(json.dumps(json.loads(body)).encode() + b" ", headers)


async def test_an_unsigned_notice_is_not_believed(any_gateway, message):
    body, _, _ = message

    for headers in ({}, {"X-Signature": "1"}):
        with pytest.raises(BadSignature):
            await any_gateway.parse(body, headers)


@pytest.mark.parametrize("value", ["", "t=1", "sha256=", "nonsense", "é", "AAAA" * 400])
async def test_a_broken_signature_is_refused_not_crashed(any_gateway, message, value):
    body, headers, _ = message
    broken = {name: value if "sig" in name.lower() else kept for name, kept in headers.items()}

    with pytest.raises(BadSignature):
        await any_gateway.parse(body, broken)


async def test_the_signature_of_another_notice_does_not_fit(any_gateway, message):
    body, _, _ = message
    others = [sent for sent in await any_gateway.messages() if sent[0] != body]
    headers = others[0][1] if others else any_gateway.sign(b"{}")

    with pytest.raises(BadSignature):
        await any_gateway.parse(body, headers)


@pytest.mark.parametrize("amount", ["6491", "6489", "64.91", "64.89"])
async def test_another_amount_breaks_the_signature(any_gateway, message, amount):
    body, headers, _ = message
    changed = body.replace(b"64.90", amount.encode()).replace(b"6490", amount.encode())
    if changed == body:
        changed = body.replace(b"{", b'{"amount": "%s", ' % amount.encode(), 1)

    with pytest.raises(BadSignature):
        await any_gateway.parse(changed, headers)


@pytest.mark.parametrize("minutes", [6, -6, 24 * 60])
async def test_stripe_and_the_bank_are_believed_for_five_minutes(gateway, minutes):
    at = (datetime.now(UTC) - timedelta(minutes=minutes)).timestamp()

    with pytest.raises(BadSignature):
        gateway.provider.parse_webhook(*gateway.signed(b"{}", at=at))


async def test_a_test_event_is_not_believed_in_live_mode(stripe_gateway, a_request):
    await stripe_gateway.paid(a_request())
    body, _ = (await stripe_gateway.messages())[-1]
    live = json.loads(body) | {"livemode": True}
    changed = json.dumps(live).encode()

    with pytest.raises(BadSignature):
        await stripe_gateway.parse(changed, stripe_gateway.sign(changed))


async def test_what_happens_in_a_connected_account_is_not_ours(stripe_gateway, a_request):
    await stripe_gateway.paid(a_request())
    body, _ = (await stripe_gateway.messages())[-1]
    theirs = json.dumps(json.loads(body) | {"account": "acct_other"}).encode()

    assert await stripe_gateway.parse(theirs, stripe_gateway.sign(theirs)) is None


async def test_paypal_signs_for_one_endpoint(paypal_gateway, paypal_twin, a_request):
    await paypal_gateway.paid(a_request())
    body, _ = (await paypal_gateway.messages())[-1]

    with pytest.raises(BadSignature):
        await paypal_gateway.parse(body, paypal_twin.signed(body, webhook_id="WH-OTHER"))


async def test_paypal_is_known_by_its_certificate(paypal_gateway, paypal_twin, a_request):
    await paypal_gateway.paid(a_request())
    body, _ = (await paypal_gateway.messages())[-1]
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    with pytest.raises(BadSignature):
        await paypal_gateway.parse(body, paypal_twin.signed(body, key=other))


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/v1/notifications/certs/CERT-1",
        "https://api.paypal.com.evil.example/cert",
        "https://api.paypal.com@evil.example/cert",
        "https://api.paypal.com:8443/cert",
        "http://api.paypal.com/cert",
        "file:///etc/passwd",
        "//api.paypal.com/cert",
        "http://[",
        "",
    ],
)
async def test_a_certificate_from_elsewhere_is_not_even_read(paypal_gateway, paypal_twin, url):
    headers = paypal_twin.signed(b"{}") | {"PAYPAL-CERT-URL": url}

    with pytest.raises(BadSignature):
        await paypal_gateway.parse(b"{}", headers)


async def test_a_certificate_that_cannot_be_read_now_is_no_forgery(paypal_gateway, paypal_twin):
    url = f"{paypal_twin.origin}/v1/notifications/certs/CERT-9"

    with pytest.raises(ProviderUnavailable):
        await paypal_gateway.parse(b"{}", paypal_twin.signed(b"{}") | {"PAYPAL-CERT-URL": url})


@pytest.mark.parametrize("hours", [-1, 96, 24 * 30])
async def test_an_old_or_early_transmission_is_not_believed(paypal_gateway, paypal_twin, hours):
    at = (datetime.now(UTC) - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")

    with pytest.raises(BadSignature):
        await paypal_gateway.parse(b"{}", paypal_twin.signed(b"{}", at=at))


@pytest.mark.parametrize("url", ["https://shop.example/webhooks/square/", "http://other"])
async def test_square_signs_for_one_address(square_gateway, square_twin, a_request, url):
    await square_gateway.paid(a_request())
    body, _ = (await square_gateway.messages())[-1]

    with pytest.raises(BadSignature):
        await square_gateway.parse(body, square_twin.signed(body, url=url))


async def test_another_key_is_not_squares(square_gateway, square_twin):
    with pytest.raises(BadSignature):
        await square_gateway.parse(b"{}", square_twin.signed(b"{}", key="other"))


async def test_another_store_of_the_same_server_is_not_ours(
    btcpay_gateway, btcpay_twin, a_request
):
    await btcpay_gateway.paid(a_request())
    body, _ = (await btcpay_gateway.messages())[-1]
    other = json.dumps(json.loads(body) | {"storeId": "AnotherStore"}).encode()

    with pytest.raises(BadSignature):
        await btcpay_gateway.parse(other, btcpay_twin.signed(other))


async def test_a_redelivery_of_btcpay_is_the_same_event(btcpay_gateway, btcpay_twin, a_request):
    await btcpay_gateway.paid(a_request())
    body, headers = (await btcpay_gateway.messages())[-1]
    again = json.loads(body) | {"deliveryId": "another", "isRedelivery": True}
    repeated = json.dumps(again).encode()

    first = await btcpay_gateway.parse(body, headers)
    second = await btcpay_gateway.parse(repeated, btcpay_twin.signed(repeated))

    assert second.event_id == first.event_id
