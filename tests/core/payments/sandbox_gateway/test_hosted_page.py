import asyncio
import re

import httpx
import pytest

from core.kernel.money import Money
from core.payments.providers.base import ProviderStatus

DECLINES = [
    ("4000000000000002", "generic_decline"),
    ("4000000000009995", "insufficient_funds"),
    ("4000000000000069", "expired_card"),
    ("4000000000000127", "incorrect_cvc"),
    ("4111111111111111", "test_mode_live_card"),
]


async def test_a_good_card_pays_and_sends_the_buyer_back_to_the_shop(bank, a_request):
    opened = await bank.provider.start(a_request())

    answer = await bank.pay(opened.redirect_url)

    assert answer.status_code == 303
    assert answer.headers["location"] == "http://shop.example/checkout/return?order=EM-1001"
    payment = await bank.provider.fetch(opened.reference)
    assert payment.status is ProviderStatus.CAPTURED
    assert payment.captured == Money(6490, "EUR")


@pytest.mark.parametrize(("number", "code"), DECLINES)
async def test_a_declined_card_leaves_the_page_open_for_another(bank, a_request, number, code):
    opened = await bank.provider.start(a_request())

    answer = await bank.pay(opened.redirect_url, number)

    assert answer.status_code == 402
    assert "Nothing was charged; you can try another card." in answer.text
    declined = await bank.provider.fetch(opened.reference)
    assert (declined.status, declined.decline_code) == (ProviderStatus.OPEN, code)

    assert (await bank.pay(opened.redirect_url)).status_code == 303
    paid = await bank.provider.fetch(opened.reference)
    assert (paid.status, paid.decline_code) == (ProviderStatus.CAPTURED, None)


async def test_a_stolen_card_ends_the_payment(bank, a_request):
    opened = await bank.provider.start(a_request())

    answer = await bank.pay(opened.redirect_url, "4000000000009979")

    assert answer.status_code == 410
    payment = await bank.provider.fetch(opened.reference)
    assert (payment.status, payment.decline_code) == (ProviderStatus.FAILED, "stolen_card")
    assert (await bank.pay(opened.redirect_url)).status_code == 410


async def test_the_fifth_declined_card_ends_the_payment(bank, a_request):
    opened = await bank.provider.start(a_request())

    for _ in range(4):
        assert (await bank.pay(opened.redirect_url, "4000000000000002")).status_code == 402
    assert (await bank.pay(opened.redirect_url, "4000000000000002")).status_code == 410

    payment = await bank.provider.fetch(opened.reference)
    assert payment.status is ProviderStatus.FAILED


async def test_three_d_secure_asks_before_the_money_is_taken(bank, a_request):
    opened = await bank.provider.start(a_request())

    asked = await bank.pay(opened.redirect_url, "4000002760003184")

    assert asked.status_code == 200
    assert "Confirm it is you" in asked.text
    waiting = await bank.provider.fetch(opened.reference)
    assert waiting.status is ProviderStatus.REQUIRES_ACTION
    assert waiting.captured.is_zero

    assert (await bank.confirm(opened.redirect_url)).status_code == 303
    assert (await bank.provider.fetch(opened.reference)).status is ProviderStatus.CAPTURED


async def test_a_failed_challenge_is_a_decline_that_can_be_tried_again(bank, a_request):
    opened = await bank.provider.start(a_request())
    await bank.pay(opened.redirect_url, "4000002760003184")

    failed = await bank.confirm(opened.redirect_url, "fail")

    assert "The bank could not confirm that it is you." in failed.text
    payment = await bank.provider.fetch(opened.reference)
    assert (payment.status, payment.decline_code) == (
        ProviderStatus.OPEN,
        "authentication_failed",
    )
    assert (await bank.pay(opened.redirect_url)).status_code == 303


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"number": "4242424242424241"}, "This is not a card number. Check the digits."),
        ({"number": ""}, "This is not a card number. Check the digits."),
        ({"expiry": "13/39"}, "Write the date as month / year, for example 04 / 31."),
        ({"expiry": "01/20"}, "This date has passed."),
        ({"cvc": "12"}, "The security code has three digits (four on some cards)."),
    ],
)
async def test_a_mistyped_card_is_explained_beside_its_field(bank, a_request, form, sentence):
    opened = await bank.provider.start(a_request())
    filled = {"number": "4242 4242 4242 4242", "expiry": "04/39", "cvc": "123"} | form

    async with httpx.AsyncClient() as browser:
        answer = await browser.post(opened.redirect_url, data=filled)

    assert answer.status_code == 422
    (name,) = form
    error = re.search(rf'<p class="error" id="{name}-error">(.*?)</p>', answer.text)
    assert error is not None
    assert error[1] == sentence
    assert "value=" not in answer.text
    assert (await bank.provider.fetch(opened.reference)).decline_code is None


async def test_two_clicks_at_once_are_one_charge(bank, a_request):
    opened = await bank.provider.start(a_request())

    async with httpx.AsyncClient() as browser:
        form = {"number": "4242424242424242", "expiry": "04/39", "cvc": "123"}
        clicks = [browser.post(opened.redirect_url, data=form) for _ in range(8)]
        answers = await asyncio.gather(*clicks)

    assert [answer.status_code for answer in answers] == [303] * 8
    assert (await bank.provider.fetch(opened.reference)).captured == Money(6490, "EUR")
    assert (await bank.notices()).count("payment.captured") == 1


async def test_the_card_that_loses_the_buyer_has_taken_the_money(bank, a_request):
    opened = await bank.provider.start(a_request())

    answer = await bank.pay(opened.redirect_url, "4000000000003055")

    assert answer.status_code == 504
    assert "location" not in answer.headers
    assert (await bank.provider.fetch(opened.reference)).status is ProviderStatus.CAPTURED


async def test_a_slow_bank_decides_later(bank, a_request, slow):
    good, bad = await bank.provider.start(a_request()), await bank.provider.start(a_request())
    assert (await bank.pay(good.redirect_url, "4000000000000077")).status_code == 303
    assert (await bank.pay(bad.redirect_url, "4000000000000341")).status_code == 303
    for opened in (good, bad):
        payment = await bank.provider.fetch(opened.reference)
        assert payment.status is ProviderStatus.REQUIRES_ACTION

    await slow()
    await bank.run_jobs()

    assert (await bank.provider.fetch(good.reference)).status is ProviderStatus.CAPTURED
    failed = await bank.provider.fetch(bad.reference)
    assert (failed.status, failed.decline_code) == (ProviderStatus.FAILED, "processing_error")


async def test_an_unknown_address_says_so(bank):
    async with httpx.AsyncClient() as browser:
        answer = await browser.get(f"{bank.origin}/sandbox-gateway/pay/guessed")

    assert answer.status_code == 404
    assert "There is no such payment" in answer.text


async def test_the_page_needs_no_script_and_admits_none(bank, a_request):
    opened = await bank.provider.start(a_request())

    async with httpx.AsyncClient() as browser:
        answer = await browser.get(opened.redirect_url)

    assert answer.status_code == 200
    assert "<script" not in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "form-action 'self' http://shop.example" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"
    assert "4000 0027 6000 3184" in answer.text
