"""Repeated, interrupted and unanswered calls: one effect, and never a false no."""

import asyncio

import pytest

from core.kernel.money import Money
from core.payments.providers.base import (
    OutcomeUnknown,
    ProviderRefused,
    ProviderStatus,
    ProviderUnavailable,
)
from core.payments.twins.faults import Fault

PART = Money(1490, "EUR")


async def paid(gateway, request) -> str:
    opened = await gateway.provider.start(request)
    assert (await gateway.pay(opened.redirect_url)).status_code == 303
    return opened.reference


async def test_starting_again_with_the_same_key_opens_no_second_page(gateway, a_request):
    request = a_request()

    first = await gateway.provider.start(request)

    assert await gateway.provider.start(request) == first


async def test_a_key_is_not_taken_for_another_request(gateway, a_request):
    first = a_request()
    await gateway.provider.start(first)

    with pytest.raises(ProviderRefused):
        await gateway.provider.start(
            a_request(idempotency_key=first.idempotency_key, amount=Money(1, "EUR"))
        )


async def test_the_same_refund_sent_eight_times_at_once_is_paid_once(gateway, a_request):
    reference = await paid(gateway, a_request())

    refunds = await asyncio.gather(
        *(gateway.provider.refund(reference, PART, idempotency_key="r1") for _ in range(8))
    )

    assert len({refund.reference for refund in refunds}) == 1
    assert (await gateway.provider.fetch(reference)).refunded == PART


async def test_the_same_capture_sent_twice_is_one(gateway, a_request):
    reference = await paid(gateway, a_request(capture=False))

    first = await gateway.provider.capture(reference, PART, idempotency_key="c1")

    assert await gateway.provider.capture(reference, PART, idempotency_key="c1") == first


@pytest.mark.parametrize(
    "fault",
    [
        Fault.TIMEOUT_BEFORE,
        Fault.TIMEOUT_AFTER,
        Fault.ERROR_500_BEFORE,
        Fault.ERROR_500_AFTER,
        Fault.TRUNCATED_AFTER,
        Fault.RATE_LIMITED,
    ],
)
async def test_a_passing_fault_is_overcome_with_one_effect(gateway, a_request, fault):
    gateway.order("start", fault)
    gateway.order("refund", fault)
    reference = await paid(gateway, a_request())

    refund = await gateway.provider.refund(reference, PART, idempotency_key="r1")

    assert refund.amount == PART
    assert (await gateway.provider.fetch(reference)).refunded == PART


@pytest.mark.parametrize(
    ("fault", "refunded"),
    [
        (Fault.TIMEOUT_BEFORE, 0),
        (Fault.TIMEOUT_AFTER, PART.minor),
        (Fault.ERROR_500_AFTER, PART.minor),
    ],
)
async def test_a_lasting_fault_leaves_the_outcome_open(gateway, a_request, fault, refunded):
    reference = await paid(gateway, a_request())
    gateway.order("refund", fault, 3)

    with pytest.raises(OutcomeUnknown):
        await gateway.provider.refund(reference, PART, idempotency_key="r1")
    assert (await gateway.provider.fetch(reference)).refunded.minor == refunded

    settled = await gateway.provider.refund(reference, PART, idempotency_key="r1")
    assert settled.amount == PART
    assert (await gateway.provider.fetch(reference)).refunded == PART


async def test_a_page_opened_without_an_answer_is_found_with_the_same_key(gateway, a_request):
    request = a_request()
    gateway.order("start", Fault.TIMEOUT_AFTER, 3)
    with pytest.raises(OutcomeUnknown):
        await gateway.provider.start(request)

    opened = await gateway.provider.start(request)

    assert await gateway.provider.start(request) == opened
    assert (await gateway.pay(opened.redirect_url)).status_code == 303


@pytest.mark.parametrize(("operation", "status"), [("capture", "captured"), ("void", "voided")])
async def test_an_unanswered_capture_or_void_is_repeated_safely(
    gateway, a_request, operation, status
):
    request = a_request(capture=False)
    reference = await paid(gateway, request)
    gateway.order(operation, Fault.TIMEOUT_AFTER, 3)
    arguments = (reference, request.amount) if operation == "capture" else (reference,)
    call = getattr(gateway.provider, operation)

    with pytest.raises(OutcomeUnknown):
        await call(*arguments, idempotency_key="k1")

    assert (await call(*arguments, idempotency_key="k1")).status == status


async def test_a_gateway_that_is_not_there_has_certainly_done_nothing(gateway, a_request):
    with pytest.raises(ProviderUnavailable):
        await gateway.unreachable.start(a_request())


async def test_a_refused_key_is_our_fault_and_no_decline(gateway, a_request):
    with pytest.raises(ProviderUnavailable):
        await gateway.unknown_key.start(a_request())


async def test_the_buyer_who_pays_while_we_void_is_not_lost(gateway, a_request):
    opened = await gateway.provider.start(a_request())

    void, click = await asyncio.gather(
        gateway.provider.void(opened.reference, idempotency_key="v1"),
        gateway.pay(opened.redirect_url),
        return_exceptions=True,
    )

    payment = await gateway.provider.fetch(opened.reference)
    if payment.status is ProviderStatus.CAPTURED:
        assert isinstance(void, ProviderRefused)
        assert click.status_code == 303
    else:
        assert payment.status is ProviderStatus.EXPIRED
        assert void == payment
        assert click.status_code == 410


async def test_refunds_racing_each_other_stop_at_what_was_captured(gateway, a_request):
    reference = await paid(gateway, a_request())

    outcomes = await asyncio.gather(
        *(
            gateway.provider.refund(reference, PART, idempotency_key=f"r{number}")
            for number in range(10)
        ),
        return_exceptions=True,
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, ProviderRefused)]
    assert (len(refused), len(outcomes) - len(refused)) == (6, 4)
    assert (await gateway.provider.fetch(reference)).refunded == Money(4 * 1490, "EUR")
