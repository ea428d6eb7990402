"""A process dies around the provider's call; whoever comes next ends in the right state,
once.
"""

import pytest

from core.kernel.principal import SYSTEM
from core.payments.providers.payouts import PayoutOutcome
from core.payouts import send_payout as module
from core.payouts.create_payout import create_payout
from core.payouts.models import PayoutStatus
from core.payouts.send_payout import send_payout
from core.reporting.proofs import prove
from tests.factories.payouts import a_paid_workshop, a_released_sale, owed

NET = 10_000 - 1200 + 450
ENDS = {
    PayoutOutcome.PAID: (PayoutStatus.PAID, {}),
    PayoutOutcome.PENDING: (PayoutStatus.IN_TRANSIT, {"in_payout": NET}),
    PayoutOutcome.FAILED: (PayoutStatus.FAILED, {"in_payout": NET}),
    PayoutOutcome.RETURNED: (PayoutStatus.RETURNED, {"available": NET}),
}


class Died(BaseException):
    """Not an Exception: nothing on the way may catch it."""


def dies_in(monkeypatch, name):
    """The step is taken away by a process that dies when it reaches it, once."""
    original = getattr(module, name)

    async def dying(*_args, **_kwargs):
        monkeypatch.setattr(module, name, original)
        raise Died

    monkeypatch.setattr(module, name, dying)


def dies_once(bank, moment):
    def die():
        setattr(bank, moment, lambda: None)
        raise Died

    setattr(bank, moment, die)


@pytest.mark.parametrize("outcome", ENDS)
@pytest.mark.parametrize("point", ["claim", "ask", "before", "after", "record"])
async def test_the_next_process_ends_it_once(session, teller, monkeypatch, point, outcome):
    teller.outcome = outcome
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    payout = await create_payout(session, SYSTEM, piece.vendor.id, "EUR")
    await session.flush()
    if point in ("before", "after"):
        dies_once(teller, point)
    else:
        steps = {"claim": "ensure_still_payable", "ask": "_ask", "record": "apply_answer"}
        dies_in(monkeypatch, steps[point])

    with pytest.raises(Died):
        await send_payout(payout.id)
    await send_payout(payout.id)
    await send_payout(payout.id)

    await session.refresh(payout)
    status, books = ENDS[outcome]
    assert payout.status is status
    assert len(teller.sent) == 1
    assert await owed(session, piece.vendor.id) == books
    await prove(session)
