import pytest

from core.payouts import send_payout as module
from tests.factories.payouts import ScriptedBank


@pytest.fixture
def teller(monkeypatch) -> ScriptedBank:
    """The payout provider, in the test's hands."""
    bank = ScriptedBank()
    monkeypatch.setattr(module, "payout_provider", lambda _name: bank)
    return bank
