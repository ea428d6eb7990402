"""Cards that are left with a gateway, and charged while their owners are away."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.payments.providers.base import (
    OutcomeUnknown,
    PaymentDeclined,
    ProviderRefused,
    ProviderStatus,
    RefundOutcome,
)
from core.payments.providers.methods import KeepsMethods, SavedCharge, SetupRequest
from core.payments.twins.faults import Fault
from tests.core.payments.providers.gateway import ASKING_CARD, DECLINED_CARD, GOOD_CARD

PRICE = Money(2490, "EUR")


@pytest.fixture(params=["sandbox", "stripe"])
def keeper(request):
    found = request.getfixturevalue(f"{request.param}_gateway")
    assert isinstance(found.provider, KeepsMethods)
    return found


async def left_card(keeper, number=GOOD_CARD) -> tuple[str, str]:
    """A customer, and the card that was left on the gateway's page."""
    customer = await keeper.provider.create_customer(
        "ines@example.com", key=f"customer:{uuid4()}"
    )
    opened = await keeper.provider.start_setup(
        SetupRequest(
            key=f"setup:{uuid4()}",
            customer=customer,
            currency="EUR",
            return_url="http://shop.example/account/payment-methods?saved=1",
            cancel_url="http://shop.example/account/payment-methods",
            expires_at=utc_now() + timedelta(minutes=45),
        )
    )
    answer = await keeper.pay(opened.redirect_url, number)
    assert answer.status_code == 303
    (method,) = await keeper.provider.list_methods(customer)
    return customer, method.reference


def a_charge(customer, method, **changes):
    given = {
        "key": f"order:EM-7:pay:{uuid4()}",
        "amount": PRICE,
        "customer": customer,
        "method": method,
        "reference": "EM-7",
        "description": "EcoMarket order EM-7",
        "metadata": {},
    }
    return SavedCharge(**(given | changes))


async def test_a_card_is_left_without_paying(keeper):
    customer, method = await left_card(keeper)

    (kept,) = await keeper.provider.list_methods(customer)

    assert (kept.reference, kept.kind, kept.last4) == (method, "card", "4242")
    assert (kept.brand, kept.expiry_month, kept.expiry_year) == ("visa", 4, 2039)


async def test_a_card_is_left_while_paying_if_the_buyer_says_so(keeper, a_request):
    customer = await keeper.provider.create_customer("ines@example.com", key="c1")
    for saves in (False, True):
        opened = await keeper.provider.start(a_request(customer=customer, saves_method=saves))
        await keeper.pay(opened.redirect_url)
        assert len(await keeper.provider.list_methods(customer)) == int(saves)


async def test_a_kept_card_is_charged_once_per_key(keeper):
    charge = a_charge(*await left_card(keeper))

    paid = await asyncio.gather(*(keeper.provider.charge_saved(charge) for _ in range(4)))

    assert len({payment.reference for payment in paid}) == 1
    assert (paid[0].status, paid[0].captured) == (ProviderStatus.CAPTURED, PRICE)
    assert paid[0].merchant_reference == "EM-7"
    found = await keeper.provider.fetch(paid[0].reference)
    assert (found.captured, found.account) == (PRICE, keeper.provider.account)


async def test_what_a_kept_card_paid_can_be_given_back(keeper):
    paid = await keeper.provider.charge_saved(a_charge(*await left_card(keeper)))

    refund = await keeper.provider.refund(paid.reference, PRICE, idempotency_key="r1")

    assert (refund.status, refund.amount) == (RefundOutcome.SUCCEEDED, PRICE)
    assert (await keeper.provider.fetch(paid.reference)).refunded == PRICE


@pytest.mark.parametrize(
    ("number", "code"),
    [(DECLINED_CARD, "generic_decline"), (ASKING_CARD, "authentication_required")],
)
async def test_a_bank_that_says_no_or_wants_to_ask_has_declined(keeper, number, code):
    customer, method = await left_card(keeper, number)

    with pytest.raises(PaymentDeclined) as declined:
        await keeper.provider.charge_saved(a_charge(customer, method))

    assert declined.value.decline_code == code


async def test_a_lost_answer_is_found_again_with_the_same_key(keeper):
    charge = a_charge(*await left_card(keeper))
    keeper.order("charge_saved", Fault.TIMEOUT_AFTER, 3)
    with pytest.raises(OutcomeUnknown):
        await keeper.provider.charge_saved(charge)

    first = await keeper.provider.charge_saved(charge)

    assert first == await keeper.provider.charge_saved(charge)


async def test_a_removed_card_is_gone_for_good(keeper):
    customer, method = await left_card(keeper)

    await keeper.provider.remove_method(method)
    await keeper.provider.remove_method(method)

    assert await keeper.provider.list_methods(customer) == []
    with pytest.raises(ProviderRefused):
        await keeper.provider.charge_saved(a_charge(customer, method))


async def test_the_card_of_another_customer_is_not_charged(keeper):
    _, method = await left_card(keeper)
    other, _ = await left_card(keeper)

    with pytest.raises(ProviderRefused):
        await keeper.provider.charge_saved(a_charge(other, method))


async def test_the_page_to_leave_a_card_shows_what_is_wrong(bank, sandbox_gateway):
    provider = sandbox_gateway.provider
    customer = await provider.create_customer("ines@example.com", key="c1")
    opened = await provider.start_setup(
        SetupRequest(
            key="s1",
            customer=customer,
            currency="EUR",
            return_url="http://shop.example/back",
            cancel_url="http://shop.example/cancel",
            expires_at=utc_now() + timedelta(minutes=45),
        )
    )
    async with httpx.AsyncClient() as browser:
        page = await browser.get(opened.redirect_url)
        wrong = await browser.post(opened.redirect_url, data={"number": "4242"})

    assert page.status_code == 200
    assert "Save a card" in page.text
    assert wrong.status_code == 422
    assert "not a card number" in wrong.text
    assert await provider.list_methods(customer) == []
