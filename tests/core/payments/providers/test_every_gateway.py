"""What a payment is at every gateway, whatever its API looks like."""

import asyncio

import httpx
import pytest

from core.kernel.money import Money
from core.payments.providers.base import (
    ProviderRefused,
    ProviderStatus,
    ProviderUnavailable,
    RefundOutcome,
)

PRICE, PART = Money(6490, "EUR"), Money(1490, "EUR")


async def test_a_started_payment_waits_on_the_gateways_page(any_gateway, a_request):
    opened = await any_gateway.provider.start(a_request())

    async with httpx.AsyncClient() as browser:
        assert (await browser.get(opened.redirect_url)).status_code == 200
    payment = await any_gateway.provider.fetch(opened.reference)
    assert (payment.reference, payment.status) == (opened.reference, ProviderStatus.OPEN)
    assert (payment.amount, payment.captured.minor, payment.refunded.minor) == (PRICE, 0, 0)
    assert payment.merchant_reference == "EM-1001"
    assert payment.account == any_gateway.provider.account


async def test_the_money_of_a_paid_order_is_ours(any_gateway, a_request):
    reference = await any_gateway.paid(a_request())

    payment = await any_gateway.provider.fetch(reference)

    assert (payment.status, payment.captured) == (ProviderStatus.CAPTURED, PRICE)
    assert payment.payment_reference
    assert payment.account == any_gateway.provider.account


async def test_starting_again_with_the_same_key_opens_no_second_page(any_gateway, a_request):
    request = a_request()

    first = await any_gateway.provider.start(request)

    assert await any_gateway.provider.start(request) == first


async def test_a_key_is_not_taken_for_another_request(any_gateway, a_request):
    first = a_request()
    await any_gateway.provider.start(first)

    with pytest.raises(ProviderRefused):
        await any_gateway.provider.start(
            a_request(idempotency_key=first.idempotency_key, amount=Money(100, "EUR"))
        )


async def test_pages_opened_at_once_with_one_key_are_one(any_gateway, a_request):
    request = a_request()

    opened = await asyncio.gather(*(any_gateway.provider.start(request) for _ in range(3)))

    assert len({session.reference for session in opened}) == 1


async def test_refunds_add_up_to_what_was_paid_and_no_further(any_gateway, a_request):
    provider = any_gateway.provider
    reference = await any_gateway.paid(a_request())

    first = await provider.refund(reference, PART, idempotency_key="r1")
    second = await provider.refund(reference, Money(4000, "EUR"), idempotency_key="r2")

    assert first.reference != second.reference
    assert await provider.fetch_refund(first.reference) == first
    with pytest.raises(ProviderRefused):
        await provider.refund(reference, Money(1001, "EUR"), idempotency_key="r3")
    assert (await provider.fetch(reference)).refunded == Money(5490, "EUR")

    last = await provider.refund(reference, Money(1000, "EUR"), idempotency_key="r4")
    assert last.status in (RefundOutcome.SUCCEEDED, RefundOutcome.PENDING)
    payment = await provider.fetch(reference)
    assert (payment.status, payment.refunded) == (ProviderStatus.CAPTURED, PRICE)


async def test_the_same_refund_sent_three_times_at_once_is_one(any_gateway, a_request):
    reference = await any_gateway.paid(a_request())

    refunds = await asyncio.gather(
        *(any_gateway.provider.refund(reference, PART, idempotency_key="r1") for _ in range(3))
    )

    assert len({refund.reference for refund in refunds}) == 1
    assert (await any_gateway.provider.fetch(reference)).refunded == PART


async def test_what_was_never_paid_is_not_refunded(any_gateway, a_request):
    opened = await any_gateway.provider.start(a_request())

    with pytest.raises(ProviderRefused):
        await any_gateway.provider.refund(opened.reference, PRICE, idempotency_key="r1")


async def test_a_voided_page_never_becomes_money(any_gateway, a_request):
    opened = await any_gateway.provider.start(a_request())

    closed = await any_gateway.provider.void(opened.reference, idempotency_key="v1")
    await any_gateway.pay(opened.redirect_url)

    assert closed.status in (ProviderStatus.EXPIRED, ProviderStatus.VOIDED)
    payment = await any_gateway.provider.fetch(opened.reference)
    assert payment.captured.is_zero
    again = await any_gateway.provider.void(opened.reference, idempotency_key="v2")
    assert (again.status, again.captured.minor) == (closed.status, 0)


async def test_money_that_was_taken_cannot_be_voided(any_gateway, a_request):
    reference = await any_gateway.paid(a_request())

    with pytest.raises(ProviderRefused):
        await any_gateway.provider.void(reference, idempotency_key="v1")

    assert (await any_gateway.provider.fetch(reference)).captured == PRICE


@pytest.mark.parametrize(
    "amount", [Money(6490, "JPY"), Money(1, "EUR"), Money(99999999, "USD")]
)
async def test_amounts_survive_the_way_there_and_back(any_gateway, a_request, amount):
    reference = await any_gateway.paid(a_request(amount=amount))

    payment = await any_gateway.provider.fetch(reference)

    assert (payment.amount, payment.captured) == (amount, amount)
    refund = await any_gateway.provider.refund(reference, amount, idempotency_key="r1")
    assert refund.amount == amount


async def test_an_unknown_reference_is_refused(any_gateway):
    with pytest.raises(ProviderRefused):
        await any_gateway.provider.fetch("nobodys")
    with pytest.raises(ProviderRefused):
        await any_gateway.provider.fetch_refund("nobodys")


async def test_a_gateway_that_is_not_there_has_certainly_done_nothing(any_gateway, a_request):
    away = any_gateway.unreachable
    for call in (
        away.start(a_request()),
        away.fetch("EM-1"),
        away.refund("EM-1", PRICE, idempotency_key="r1"),
        away.fetch_refund("EM-1"),
    ):
        with pytest.raises(ProviderUnavailable):
            await call


async def test_a_refused_key_is_our_fault_and_no_decline(any_gateway, a_request):
    with pytest.raises(ProviderUnavailable):
        await any_gateway.unknown_key.start(a_request())
