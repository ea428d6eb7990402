"""What every gateway must do, run against each of them over a socket."""

import httpx
import pytest

from core.kernel.money import Money
from core.payments.providers.base import ProviderRefused, ProviderStatus, RefundOutcome
from tests.core.payments.providers.gateway import ASKING_CARD, DECLINED_CARD

PRICE = Money(6490, "EUR")


async def test_a_started_payment_waits_on_the_hosted_page(gateway, a_request):
    opened = await gateway.provider.start(a_request())

    async with httpx.AsyncClient() as browser:
        assert (await browser.get(opened.redirect_url)).status_code == 200
    payment = await gateway.provider.fetch(opened.reference)
    assert payment.reference == opened.reference
    assert payment.status is ProviderStatus.OPEN
    assert (payment.amount, payment.captured, payment.refunded) == (
        PRICE,
        Money.zero("EUR"),
        Money.zero("EUR"),
    )
    assert payment.decline_code is None


async def test_paying_captures_the_amount_and_returns_the_buyer(gateway, a_request):
    opened = await gateway.provider.start(a_request())

    answer = await gateway.pay(opened.redirect_url)

    assert answer.status_code == 303
    assert answer.headers["location"] == "http://shop.example/checkout/return?order=EM-1001"
    payment = await gateway.provider.fetch(opened.reference)
    assert (payment.status, payment.captured) == (ProviderStatus.CAPTURED, PRICE)
    assert payment.payment_reference
    assert payment.account in {"sandbox", "stripe:test"}


async def test_a_decline_keeps_the_page_open_for_another_card(gateway, a_request):
    opened = await gateway.provider.start(a_request())

    await gateway.pay(opened.redirect_url, DECLINED_CARD)

    declined = await gateway.provider.fetch(opened.reference)
    assert (declined.status, declined.decline_code) == (ProviderStatus.OPEN, "generic_decline")
    assert declined.captured.is_zero

    assert (await gateway.pay(opened.redirect_url)).status_code == 303
    paid = await gateway.provider.fetch(opened.reference)
    assert (paid.status, paid.decline_code) == (ProviderStatus.CAPTURED, None)


@pytest.mark.parametrize(
    ("answer", "status"),
    [("complete", ProviderStatus.CAPTURED), ("fail", ProviderStatus.OPEN)],
)
async def test_three_d_secure_decides_whether_money_moves(gateway, a_request, answer, status):
    opened = await gateway.provider.start(a_request())
    await gateway.pay(opened.redirect_url, ASKING_CARD)
    waiting = await gateway.provider.fetch(opened.reference)
    assert (waiting.status, waiting.captured.minor) == (ProviderStatus.REQUIRES_ACTION, 0)

    await gateway.confirm(opened.redirect_url, answer)

    assert (await gateway.provider.fetch(opened.reference)).status is status


async def test_an_authorization_is_captured_in_part_and_the_rest_released(gateway, a_request):
    opened = await gateway.provider.start(a_request(capture=False))
    await gateway.pay(opened.redirect_url)
    held = await gateway.provider.fetch(opened.reference)
    assert (held.status, held.captured.minor) == (ProviderStatus.AUTHORIZED, 0)

    part = Money(5000, "EUR")
    taken = await gateway.provider.capture(opened.reference, part, idempotency_key="c1")

    assert taken == await gateway.provider.fetch(opened.reference)
    assert (taken.status, taken.captured, taken.refunded) == (
        ProviderStatus.CAPTURED,
        part,
        Money.zero("EUR"),
    )
    with pytest.raises(ProviderRefused):
        await gateway.provider.refund(opened.reference, PRICE, idempotency_key="r1")


async def test_more_than_was_authorized_is_not_captured(gateway, a_request):
    opened = await gateway.provider.start(a_request(capture=False))
    await gateway.pay(opened.redirect_url)

    with pytest.raises(ProviderRefused):
        await gateway.provider.capture(
            opened.reference, Money(6491, "EUR"), idempotency_key="c1"
        )

    held = await gateway.provider.fetch(opened.reference)
    assert (held.status, held.captured.minor) == (ProviderStatus.AUTHORIZED, 0)


async def test_a_voided_page_can_no_longer_be_paid(gateway, a_request):
    opened = await gateway.provider.start(a_request())

    closed = await gateway.provider.void(opened.reference, idempotency_key="v1")

    assert closed.status is ProviderStatus.EXPIRED
    assert (await gateway.pay(opened.redirect_url)).status_code == 410
    again = await gateway.provider.void(opened.reference, idempotency_key="v2")
    assert (again.status, again.captured.minor) == (ProviderStatus.EXPIRED, 0)


async def test_a_voided_authorization_is_released(gateway, a_request):
    opened = await gateway.provider.start(a_request(capture=False))
    await gateway.pay(opened.redirect_url)

    voided = await gateway.provider.void(opened.reference, idempotency_key="v1")

    assert (voided.status, voided.captured.minor, voided.refunded.minor) == (
        ProviderStatus.VOIDED,
        0,
        0,
    )
    with pytest.raises(ProviderRefused):
        await gateway.provider.capture(opened.reference, PRICE, idempotency_key="c1")


async def test_captured_money_cannot_be_voided(gateway, a_request):
    opened = await gateway.provider.start(a_request())
    await gateway.pay(opened.redirect_url)

    with pytest.raises(ProviderRefused):
        await gateway.provider.void(opened.reference, idempotency_key="v1")

    payment = await gateway.provider.fetch(opened.reference)
    assert (payment.status, payment.captured) == (ProviderStatus.CAPTURED, PRICE)


async def test_refunds_add_up_to_what_was_captured_and_no_further(gateway, a_request):
    opened = await gateway.provider.start(a_request())
    await gateway.pay(opened.redirect_url)
    refund = gateway.provider.refund

    first = await refund(opened.reference, Money(1490, "EUR"), idempotency_key="r1")
    second = await refund(opened.reference, Money(4000, "EUR"), idempotency_key="r2")

    assert [first.status, second.status] == [RefundOutcome.SUCCEEDED] * 2
    assert first.reference != second.reference
    assert await gateway.provider.fetch_refund(first.reference) == first
    with pytest.raises(ProviderRefused):
        await refund(opened.reference, Money(1001, "EUR"), idempotency_key="r3")
    assert (await gateway.provider.fetch(opened.reference)).refunded == Money(5490, "EUR")

    await refund(opened.reference, Money(1000, "EUR"), idempotency_key="r4")
    payment = await gateway.provider.fetch(opened.reference)
    assert (payment.status, payment.refunded) == (ProviderStatus.CAPTURED, PRICE)


async def test_what_was_never_paid_is_not_refunded(gateway, a_request):
    opened = await gateway.provider.start(a_request())

    with pytest.raises(ProviderRefused):
        await gateway.provider.refund(opened.reference, PRICE, idempotency_key="r1")


async def test_a_currency_without_minor_units_is_counted_whole(gateway, a_request):
    yen = Money(6490, "JPY")
    opened = await gateway.provider.start(a_request(amount=yen))
    await gateway.pay(opened.redirect_url)

    payment = await gateway.provider.fetch(opened.reference)

    assert (payment.amount, payment.captured) == (yen, yen)


async def test_an_unknown_reference_is_refused(gateway):
    with pytest.raises(ProviderRefused):
        await gateway.provider.fetch("cs_of_nobody")
    with pytest.raises(ProviderRefused):
        await gateway.provider.fetch_refund("re_of_nobody")
