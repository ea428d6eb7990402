"""Every fault at every operation of every gateway: one effect at most, and never a false no."""

import pytest

from core.kernel.errors import Conflict
from core.kernel.money import Money
from core.payments.providers.base import (
    OutcomeUnknown,
    PaymentDeclined,
    ProviderRefused,
    ProviderUnavailable,
)
from core.payments.twins.faults import Fault

PRICE, PART = Money(6490, "EUR"), Money(1490, "EUR")
PASSING = (
    Fault.TIMEOUT_BEFORE,
    Fault.TIMEOUT_AFTER,
    Fault.ERROR_500_BEFORE,
    Fault.ERROR_500_AFTER,
    Fault.BAD_GATEWAY_AFTER,
    Fault.UNAVAILABLE_503,
    Fault.RATE_LIMITED,
    Fault.RATE_LIMITED_UNTIL,
    Fault.UNAUTHORIZED_401,
    Fault.REDIRECTED,
    Fault.TRUNCATED_AFTER,
    Fault.WRONG_TYPE_AFTER,
    Fault.EMPTY_AFTER,
    Fault.SLOW_BODY_AFTER,
)
REFUSALS = (Fault.DECLINED_402, Fault.REFUSED_422)
ALTERED = (Fault.AMOUNT_ALTERED, Fault.CURRENCY_ALTERED)
READS, WRITES = ("fetch", "fetch_refund"), ("start", "refund")


class Scene:
    """A payment with a refund, so that every operation has something to be about."""

    def __init__(self, gateway, request, reference, refund):
        self.gateway, self.provider, self.request = gateway, gateway.provider, request
        self.reference, self.refunded = reference, refund

    async def do(self, operation):
        match operation:
            case "start":
                return await self.provider.start(self.request)
            case "fetch":
                return await self.provider.fetch(self.reference)
            case "refund":
                return await self.provider.refund(self.reference, PART, idempotency_key="r2")
            case "fetch_refund":
                return await self.provider.fetch_refund(self.refunded)


@pytest.fixture
async def scene(any_gateway, a_request):
    reference = await any_gateway.paid(a_request(reference="EM-1000"))
    refund = await any_gateway.provider.refund(reference, PART, idempotency_key="r1")
    return Scene(any_gateway, a_request(), reference, refund.reference)


async def ensure_one_effect(scene, operation, answer):
    assert await scene.do(operation) == answer
    expected = PART * 2 if operation == "refund" else PART
    assert (await scene.provider.fetch(scene.reference)).refunded == expected


@pytest.mark.parametrize("operation", [*WRITES, *READS])
@pytest.mark.parametrize("fault", PASSING)
async def test_a_passing_fault_is_overcome_with_one_effect(scene, operation, fault):
    scene.gateway.order(operation, fault)

    answer = await scene.do(operation)

    await ensure_one_effect(scene, operation, answer)


@pytest.mark.parametrize("operation", WRITES)
@pytest.mark.parametrize(
    "fault",
    [Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER, Fault.ERROR_500_AFTER, Fault.TRUNCATED_AFTER],
)
async def test_a_lasting_fault_of_a_write_leaves_it_open_until_asked_again(
    scene, operation, fault
):
    """BTCPay knows no keys: there every attempt looks first, and finds what the last one
    did.
    """
    scene.gateway.order(operation, fault, 3)

    if scene.provider.name != "btcpay" or fault is Fault.TIMEOUT_BEFORE:
        with pytest.raises(OutcomeUnknown):
            await scene.do(operation)

    await ensure_one_effect(scene, operation, await scene.do(operation))


@pytest.mark.parametrize("operation", READS)
async def test_a_read_without_answer_leaves_nothing_in_doubt(scene, operation):
    scene.gateway.order(operation, Fault.ERROR_500_BEFORE, 3)

    with pytest.raises((ProviderUnavailable, OutcomeUnknown)) as raised:
        await scene.do(operation)

    assert isinstance(raised.value, ProviderUnavailable) or operation == "fetch_refund"


@pytest.mark.parametrize("operation", WRITES)
async def test_who_is_always_turned_away_has_certainly_done_nothing(scene, operation):
    scene.gateway.order(operation, Fault.RATE_LIMITED, 3)

    with pytest.raises(ProviderUnavailable):
        await scene.do(operation)

    await ensure_one_effect(scene, operation, await scene.do(operation))


@pytest.mark.parametrize("operation", [*WRITES, *READS])
@pytest.mark.parametrize("fault", REFUSALS)
async def test_a_definite_no_is_not_asked_again(scene, operation, fault):
    scene.gateway.order(operation, fault, 2)

    with pytest.raises(Conflict) as refused:
        await scene.do(operation)

    assert isinstance(refused.value, PaymentDeclined | ProviderRefused)
    assert scene.gateway.faults.orders[-1].left == 1


@pytest.mark.parametrize("fault", ALTERED)
@pytest.mark.parametrize("operation", WRITES)
async def test_an_answer_about_another_amount_is_not_taken_for_ours(scene, operation, fault):
    scene.gateway.order(operation, fault)

    with pytest.raises(OutcomeUnknown):
        await scene.do(operation)

    await ensure_one_effect(scene, operation, await scene.do(operation))


@pytest.mark.parametrize("fault", ALTERED)
async def test_an_altered_payment_does_not_look_like_the_one_we_asked_for(scene, fault):
    scene.gateway.order("fetch", fault)

    assert (await scene.provider.fetch(scene.reference)).amount != PRICE
