"""Where a workshop is paid: checked, sealed, shown by its last four characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from core.kernel.errors import Forbidden
from core.kernel.principal import VendorRole
from core.kernel.sealed import CannotOpen, KeyRing
from core.payouts.errors import PayoutAccountInvalid
from core.payouts.iban import checked_bic, checked_iban
from core.payouts.payout_account import NewAccount, save_account
from tests.factories.principals import owner_of
from tests.factories.shop import a_workshop

# The examples of the SWIFT IBAN registry.
IBANS = (
    "DE89 3704 0044 0532 0130 00", "NL91 ABNA 0417 1643 00", "PT50 0002 0123 1234 5678 9015 4",
    "FR14 2004 1010 0505 0001 3M02 606", "GB29 NWBK 6016 1331 9268 19", "NO93 8601 1117 947",
    "MT84 MALT 0110 0001 2345 MTLC AST0 01S", "AT61 1904 3002 3457 3201",
)  # fmt: skip


@pytest.mark.parametrize("iban", IBANS)
def test_ibans_of_the_registry_pass(iban):
    assert checked_iban(iban.lower()) == iban.replace(" ", "")


@given(iban=st.sampled_from(IBANS), at=st.integers(4, 10), by=st.integers(1, 9))
def test_a_wrong_digit_is_noticed(iban, at, by):
    plain = iban.replace(" ", "")
    if not plain[at].isdecimal():
        return
    typed = plain[:at] + str((int(plain[at]) + by) % 10) + plain[at + 1 :]

    with pytest.raises(PayoutAccountInvalid):
        checked_iban(typed)


@pytest.mark.parametrize("typed", ["", "US12345678901234567890", "DE8937040044053201300"])
def test_what_is_no_sepa_iban_is_refused(typed):
    with pytest.raises(PayoutAccountInvalid):
        checked_iban(typed)


def test_a_bic_may_be_left_out():
    assert (checked_bic(""), checked_bic("cobadeffxxx")) == ("", "COBADEFFXXX")
    with pytest.raises(PayoutAccountInvalid):
        checked_bic("COBA1")


async def test_the_database_never_sees_the_account(session):
    vendor = await a_workshop(session)
    wanted = NewAccount(method="sandbox", holder="Elm Ltd", destination=IBANS[0])
    account = await save_account(session, owner_of(vendor), wanted)
    session.expunge(account)

    stored = (await session.exec(text("SELECT destination, last4 FROM payout_accounts"))).one()

    assert stored.last4 == "3000"
    assert stored.destination.startswith("s1.")
    assert "3704" not in stored.destination
    assert "destination" not in repr(account)


async def test_only_owners_and_finance_say_where_money_goes(session):
    vendor = await a_workshop(session)
    wanted = NewAccount(method="sandbox", holder="Elm Ltd", destination=IBANS[0])

    with pytest.raises(Forbidden):
        await save_account(session, owner_of(vendor, VendorRole.ORDERS), wanted)


def test_a_sealed_text_opens_with_its_key_and_for_its_purpose_only():
    old, new = bytes(32), bytes([1]) * 32
    sealed = KeyRing({"a": old}).seal("DE89", "payout")
    ring = KeyRing({"b": new, "a": old})

    assert ring.open(sealed, "payout") == "DE89"
    assert ring.seal("DE89", "payout").startswith("s1.b.")
    assert ring.seal("DE89", "payout") != ring.seal("DE89", "payout")
    with pytest.raises(CannotOpen):
        ring.open(sealed, "phone")
    with pytest.raises(CannotOpen):
        KeyRing({"b": new}).open(sealed, "payout")
    with pytest.raises(CannotOpen):
        ring.open(sealed[:-4] + "AAA=", "payout")
