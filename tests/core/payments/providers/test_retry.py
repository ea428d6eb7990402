"""When a call is tried again, and what remains when it never succeeds."""

import asyncio
import logging
import time

import pytest
from fastapi import FastAPI, Response

from core.outbound.errors import TurnedAway
from core.outbound.patience import Patience, with_retries
from core.payments.providers.base import (
    OutcomeUnknown,
    PaymentDeclined,
    ProviderRefused,
    ProviderUnavailable,
)
from core.payments.providers.http import GatewayClient
from tests.serving import free_port, served

QUICK = Patience(connect=0.5, read=0.5, total=2, attempts=3, pause=0.001)
REFUSED, UNKNOWN = ProviderUnavailable("not sent"), OutcomeUnknown("no answer")


async def outcome(*answers: object, patience: Patience = QUICK) -> tuple[object, int]:
    """What comes out when the gateway behaves so, and how often it was asked."""
    left, asked = list(answers), 0

    async def call() -> object:
        nonlocal asked
        asked += 1
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    try:
        return await with_retries(call, patience), asked
    except (ProviderUnavailable, OutcomeUnknown, ProviderRefused, PaymentDeclined) as error:
        return error, asked


async def test_the_first_answer_ends_it():
    assert await outcome("paid") == ("paid", 1)


async def test_a_definite_no_is_not_asked_again():
    declined = PaymentDeclined("no", decline_code="expired_card")

    assert await outcome(declined) == (declined, 1)


async def test_what_was_never_sent_stays_certain():
    assert await outcome(REFUSED, REFUSED, REFUSED) == (REFUSED, 3)


@pytest.mark.parametrize(
    "answers", [(UNKNOWN, REFUSED, REFUSED), (REFUSED, UNKNOWN, REFUSED), (UNKNOWN,) * 3]
)
async def test_one_attempt_in_doubt_leaves_the_whole_in_doubt(answers):
    assert await outcome(*answers) == (UNKNOWN, 3)


async def test_a_later_definite_answer_ends_the_doubt():
    refused = ProviderRefused("too much")

    assert await outcome(UNKNOWN, "paid") == ("paid", 2)
    assert await outcome(UNKNOWN, refused) == (refused, 2)


async def test_a_gateway_that_says_when_to_come_back_is_not_kept_waiting_for():
    later = TurnedAway("busy", retry_after=60)
    began = time.monotonic()

    assert await outcome(later) == (later, 1)
    assert time.monotonic() - began < 0.5


async def test_all_attempts_share_one_budget_of_time():
    began = time.monotonic()

    async def hang() -> None:
        await asyncio.sleep(60)

    with pytest.raises(OutcomeUnknown):
        await with_retries(hang, Patience(total=0.2))

    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("status", "body", "meaning"),
    [
        (400, '{"error":{"code":"x","message":"Why."}}', ProviderRefused),
        (402, '{"error":{"code":"expired_card","message":"No."}}', PaymentDeclined),
        (404, "nothing here", ProviderRefused),
        (401, "{}", ProviderUnavailable),
        (403, "{}", ProviderUnavailable),
        (429, "{}", ProviderUnavailable),
        (500, "{}", OutcomeUnknown),
        (502, "<html>", OutcomeUnknown),
        (503, "{}", OutcomeUnknown),
        (200, "<html>", OutcomeUnknown),
        (200, "[]", OutcomeUnknown),
        (302, "{}", OutcomeUnknown),
    ],
)
async def test_every_answer_to_a_write_means_one_of_three_things(status, body, meaning):
    app, port = FastAPI(), free_port()
    app.add_api_route("/pay", lambda: Response(body, status), methods=["POST"])
    client = GatewayClient(f"http://127.0.0.1:{port}", "secret", QUICK)

    async with served(app, port):
        with pytest.raises(meaning) as raised:
            await client.post("/pay", {"amount_minor": 1}, idempotency_key="k1")

    kinds = (ProviderRefused, PaymentDeclined, ProviderUnavailable, OutcomeUnknown)
    assert [kind for kind in kinds if isinstance(raised.value, kind)] == [meaning]


async def test_a_read_without_answer_leaves_nothing_in_doubt():
    app, port = FastAPI(), free_port()
    app.add_api_route("/payment", lambda: Response("{}", 500))
    client = GatewayClient(f"http://127.0.0.1:{port}", "secret", QUICK)

    async with served(app, port):
        with pytest.raises(ProviderUnavailable):
            await client.get("/payment")


async def test_the_key_is_never_written_down(caplog):
    caplog.set_level(logging.DEBUG)
    client = GatewayClient("http://127.0.0.1:9", "sk_very_secret", QUICK)

    with pytest.raises(ProviderUnavailable):
        await client.post("/pay", {"amount_minor": 1}, idempotency_key="k1")

    assert "not sent" in caplog.text
    assert "sk_very_secret" not in caplog.text
    assert "sk_very_secret" not in repr(client)
