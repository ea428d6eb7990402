"""What is around every call: breaker, measurements, redaction."""

import logging
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import time_machine

from core.outbound.breaker import Breaker, BreakerState
from core.outbound.client import retry_after
from core.outbound.errors import (
    BreakerOpen,
    OutcomeUnknown,
    ServiceRefused,
    ServiceUnavailable,
    TurnedAway,
)
from core.outbound.health import health_of, record, worst_breaker
from core.outbound.line import Call, Line, Outcome
from core.outbound.patience import Patience
from core.outbound.redaction import Redacting, redacted

ONCE = Patience(attempts=1)


def a_line(**breaker):
    return Line("twin", patience=ONCE, breaker=Breaker(**breaker))


async def fails(line, error):
    async def attempt():
        raise error

    with pytest.raises(type(error)):
        await line.write("start", attempt)


async def works():
    return "done"


async def test_five_failures_open_the_breaker_and_nothing_is_sent_any_more():
    line, asked = a_line(), []

    async def attempt():
        asked.append(1)
        raise ServiceUnavailable("away")

    for _ in range(5):
        with pytest.raises(ServiceUnavailable):
            await line.write("start", attempt)
    with pytest.raises(BreakerOpen):
        await line.write("start", attempt)

    assert (len(asked), line.breaker.state) == (5, BreakerState.OPEN)


async def test_after_a_pause_one_call_finds_out():
    line = a_line(pause=0)
    for _ in range(5):
        await fails(line, OutcomeUnknown("?"))
    assert line.breaker.state is BreakerState.HALF_OPEN

    assert line.breaker.lets_through()
    assert not line.breaker.lets_through()
    line.breaker.abandoned()

    assert await line.write("start", works) == "done"
    assert line.breaker.state is BreakerState.CLOSED


async def test_a_probe_that_fails_opens_it_again():
    line = a_line(pause=60)
    for _ in range(5):
        await fails(line, OutcomeUnknown("?"))
    line.breaker.opened_at -= 61
    await fails(line, ServiceUnavailable("away"))

    assert line.breaker.state is BreakerState.OPEN


@pytest.mark.parametrize("error", [ServiceRefused("no"), TurnedAway("later", retry_after=60)])
async def test_a_definite_no_and_being_busy_are_no_failures(error):
    line = a_line()

    for _ in range(6):
        await fails(line, error)

    assert line.breaker.state is BreakerState.CLOSED


async def test_a_success_between_failures_begins_the_count_anew():
    line = a_line()
    for _ in range(4):
        await fails(line, OutcomeUnknown("?"))
    await line.write("start", works)
    for _ in range(4):
        await fails(line, OutcomeUnknown("?"))

    assert line.breaker.state is BreakerState.CLOSED


async def test_reading_leaves_nothing_in_doubt():
    async def attempt():
        raise OutcomeUnknown("?")

    with pytest.raises(ServiceUnavailable):
        await a_line().read("fetch", attempt)


async def test_health_counts_what_happened_lately(cache):
    for outcome, seconds in [(Outcome.DONE, 0.05)] * 18 + [
        (Outcome.REFUSED, 0.2), (Outcome.UNKNOWN, 5.0),
    ]:  # fmt: skip
        await record(Call("twin", "start", outcome, seconds, BreakerState.CLOSED))

    found = await health_of("twin")

    assert (found.calls, found.done, found.refused, found.unknown) == (20, 18, 1, 1)
    assert (found.success_bps, found.p95_ms) == (9500, 250)
    assert (await health_of("another")).success_bps == 10_000


async def test_the_worst_breaker_of_all_processes_counts_for_a_minute(cache):
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        await record(Call("twin", "start", Outcome.UNKNOWN, 1, BreakerState.OPEN))
        assert await worst_breaker("twin") is BreakerState.OPEN
        clock.shift(timedelta(seconds=61))
        assert await worst_breaker("twin") is BreakerState.CLOSED


async def test_a_cache_that_is_away_does_not_fail_a_call(monkeypatch):
    def gone():
        raise RuntimeError("The cache is not open in this process.")

    monkeypatch.setattr("core.outbound.health.cache", gone)

    await record(Call("twin", "start", Outcome.DONE, 0.1, BreakerState.CLOSED))


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer abcdefgh12345678",
        "key sk_live_51Habcdefgh",
        "POST https://x.example/?access_token=verysecret99 HTTP/1.1",
        '{"client_secret": "verysecret99"}',
        "mail to ines.muster@example.com",
        "card 4242 4242 4242 4242",
        "card 4242424242424242",
    ],
)
def test_secrets_and_people_do_not_reach_the_logs(text):
    secrets = ("abcdefgh", "verysecret", "ines.muster", "4242 4242 4242", "424242424242")

    assert not any(secret in redacted(text) for secret in secrets)


@pytest.mark.parametrize("text", ["order EM-20261121-0042", "1234567890123 in no card"])
def test_what_is_no_secret_stays_readable(text):
    assert redacted(text) == text


def test_loggers_are_redacted(caplog):
    record_ = logging.LogRecord("x", 20, "f", 1, "%s asks", ("sk_live_51Habcdefgh",), None)

    assert Redacting().filter(record_)
    assert record_.getMessage() == "sk_… asks"


def test_the_time_to_come_back_is_seconds_or_a_date():
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)

    assert retry_after({"Retry-After": "7"}) == 7
    assert 28 <= retry_after({"Retry-After": at}) <= 30
    assert retry_after({"Retry-After": "soon"}) is None
    assert retry_after({}) is None
