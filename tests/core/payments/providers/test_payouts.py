"""Money sent to vendors through the sandbox bank."""

import asyncio

import pytest

from core.kernel.money import Money
from core.payments.providers.base import ProviderRefused, ProviderUnavailable
from core.payments.providers.payouts import NoPayoutProvider, PayoutOutcome, PayoutRequest
from core.payments.providers.registry import payout_provider
from core.payments.providers.sandbox_payouts import SandboxPayouts
from core.settings import settings
from tests.core.payments.conftest import IMPATIENT

SUM = Money(51220, "EUR")


def a_payout(destination="DE89370400440532013000", key="payout:1"):
    return PayoutRequest(key, SUM, destination, reference="PO-1", description="October")


@pytest.fixture
def payouts(bank):
    chosen = settings()
    key = chosen.sandbox_api_key.get_secret_value()
    return SandboxPayouts(chosen.sandbox_gateway_url, key, patience=IMPATIENT)


async def test_a_payout_is_sent_once_per_key(payouts):
    sent = await asyncio.gather(*(payouts.send_payout(a_payout()) for _ in range(4)))

    assert len({payout.reference for payout in sent}) == 1
    assert (sent[0].status, sent[0].amount) == (PayoutOutcome.PAID, SUM)
    assert await payouts.get_payout(sent[0].reference) == sent[0]


async def test_a_key_is_not_taken_for_another_payout(payouts):
    await payouts.send_payout(a_payout())

    with pytest.raises(ProviderRefused):
        await payouts.send_payout(a_payout("another account"))


@pytest.mark.parametrize(
    ("destination", "first", "then", "failure"),
    [
        ("slow:DE1", PayoutOutcome.PENDING, PayoutOutcome.PAID, None),
        ("fail:DE1", PayoutOutcome.PENDING, PayoutOutcome.FAILED, "account_closed"),
        ("return:DE1", PayoutOutcome.PAID, PayoutOutcome.RETURNED, "returned_by_bank"),
    ],
)
async def test_the_account_decides_what_happens_later(
    bank, payouts, destination, first, then, failure
):
    sent = await payouts.send_payout(a_payout(destination))
    assert sent.status is first

    await bank.make_due()
    await bank.run_jobs()

    found = await payouts.get_payout(sent.reference)
    assert (found.status, found.failure) == (then, failure)


async def test_a_definite_no_is_a_refusal(payouts):
    with pytest.raises(ProviderRefused):
        await payouts.send_payout(a_payout("refuse:DE1"))
    with pytest.raises(ProviderRefused):
        await payouts.get_payout("sbx_po_of_nobody")


async def test_no_more_is_taken_back_than_was_sent(payouts):
    sent = await payouts.send_payout(a_payout())

    part = Money(50000, "EUR")
    taken = await payouts.reverse_payout(sent.reference, part, key="back:1")
    assert taken.reversed == part
    assert await payouts.reverse_payout(sent.reference, part, key="back:1") == taken
    with pytest.raises(ProviderRefused):
        await payouts.reverse_payout(sent.reference, part, key="back:2")


async def test_a_bank_that_is_not_there_has_sent_nothing():
    away = SandboxPayouts("http://127.0.0.1:9", "key", patience=IMPATIENT)

    with pytest.raises(ProviderUnavailable):
        await away.send_payout(a_payout())


def test_only_what_is_switched_on_pays_out():
    assert payout_provider("sandbox").name == "sandbox"
    with pytest.raises(NoPayoutProvider):
        payout_provider("carrier pigeon")
