"""Only what a gateway has signed, lately and byte for byte, is believed."""

import json
import time

import pytest

from core.payments.providers.base import BadSignature


async def a_message(gateway, request):
    opened = await gateway.provider.start(request)
    await gateway.pay(opened.redirect_url)
    messages = [
        message
        for message in await gateway.messages()
        if gateway.provider.parse_webhook(*message) is not None
    ]
    return opened.reference, messages[-1]


async def test_a_signed_notice_names_the_session_and_the_event(gateway, a_request):
    reference, (body, headers) = await a_message(gateway, a_request())

    notice = gateway.provider.parse_webhook(body, headers)

    assert notice.reference == reference
    assert notice.event_id == json.loads(body)["id"]
    assert abs(notice.created_at.timestamp() - time.time()) < 60
    lowered = {name.lower(): value for name, value in headers.items()}
    assert gateway.provider.parse_webhook(body, lowered) == notice


async def test_a_changed_byte_is_not_believed(gateway, a_request):
    _, (body, headers) = await a_message(gateway, a_request())

    for place in (0, len(body) // 2, len(body) - 1):
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        with pytest.raises(BadSignature):
            gateway.provider.parse_webhook(changed, headers)


async def test_the_same_json_written_differently_is_not_believed(gateway, a_request):
    _, (body, headers) = await a_message(gateway, a_request())

    with pytest.raises(BadSignature):
        gateway.provider.parse_webhook(json.dumps(json.loads(body)).encode() + b" ", headers)


@pytest.mark.parametrize("age", [301, -301, 86400])
async def test_a_stale_signature_is_not_believed(gateway, a_request, age):
    _, (body, _) = await a_message(gateway, a_request())
    with pytest.raises(BadSignature):
        gateway.provider.parse_webhook(*gateway.signed(body, at=time.time() - age))


async def test_a_signature_within_five_minutes_is_believed(gateway, a_request):
    reference, (body, _) = await a_message(gateway, a_request())

    notice = gateway.provider.parse_webhook(*gateway.signed(body, at=time.time() - 290))

    assert notice.reference == reference


async def test_another_secret_is_not_believed(gateway, a_request):
    _, (body, _) = await a_message(gateway, a_request())

    with pytest.raises(BadSignature):
        gateway.provider.parse_webhook(*gateway.signed(body, secret="another"))


@pytest.mark.parametrize("header", ["", "t=1", "v1=00", "t=x,v1=00", "nonsense", "t=1,v1="])
def test_a_broken_signature_is_refused_not_crashed(gateway, header):
    with pytest.raises(BadSignature):
        gateway.provider.parse_webhook(b"{}", {gateway.signature_header: header})


def test_an_unsigned_message_is_refused(gateway):
    with pytest.raises(BadSignature):
        gateway.provider.parse_webhook(b"{}", {})
    with pytest.raises(BadSignature):
        gateway.provider.parse_webhook(b"\xff\xfe", {gateway.signature_header: "t=1,v1=00"})
