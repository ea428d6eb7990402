"""Bank files: what is in them, and what becomes of the payouts."""

from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.lifecycle import IllegalMove
from core.kernel.principal import SYSTEM
from core.payouts.create_payout import create_payout
from core.payouts.decide_payout import retry_payout
from core.payouts.errors import NothingToSend, NotPayable, SepaNotSetUp
from core.payouts.models import PayoutMethod, PayoutStatus
from core.payouts.pain001 import (
    ALLOWED,
    NAMESPACE,
    Party,
    Transfer,
    TransferFile,
    sepa_text,
    transfer_file,
)
from core.payouts.sepa_files import (
    make_sepa_file,
    mark_executed,
    mark_sent,
    mark_undelivered,
    sepa_xml,
)
from core.reporting.proofs import prove
from core.settings import settings
from tests.factories.orders import a_shelf
from tests.factories.payouts import IBAN, a_payout_account, a_released_sale, owed
from tests.factories.principals import an_operator

NS = {"p": NAMESPACE}
NET = 10_000 - 1200 + 450
# Children in the order in which pain.001.001.09 wants them.
SEQUENCES = {
    "GrpHdr": ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"],
    "PmtInf": ["PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf",
               "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt", "ChrgBr", "CdtTrfTxInf"],
    "CdtTrfTxInf": ["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "RmtInf"],
}  # fmt: skip


@pytest.fixture
def debtor(monkeypatch):
    monkeypatch.setattr(settings(), "sepa_debtor_iban", "AT611904300234573201")
    monkeypatch.setattr(settings(), "sepa_debtor_name", "EcoMarket GmbH")


async def sepa_payouts(session, count=2):
    made = []
    for piece in await a_shelf(session, prices=(10_000,) * count):
        await a_payout_account(session, piece.vendor, method=PayoutMethod.SEPA)
        await a_released_sale(session, piece)
        made.append((piece, await create_payout(session, SYSTEM, piece.vendor.id, "EUR")))
    await session.flush()
    return made


def check_structure(body: bytes) -> ET.Element:
    root = ET.fromstring(body)  # noqa: S314  our own file
    names = [element.tag.removeprefix(f"{{{NAMESPACE}}}") for element in root.iter()]
    assert all("{" not in name for name in names)
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        if name in SEQUENCES:
            order = SEQUENCES[name]
            at = [order.index(child.tag.removeprefix(f"{{{NAMESPACE}}}")) for child in element]
            assert at == sorted(at)
    amounts = [Decimal(one.text) for one in root.iterfind(".//p:InstdAmt", NS)]
    for level in (".//p:GrpHdr", ".//p:PmtInf"):
        assert Decimal(root.find(f"{level}/p:CtrlSum", NS).text) == sum(amounts)
        assert root.find(f"{level}/p:NbOfTxs", NS).text == str(len(amounts))
    assert {one.get("Ccy") for one in root.iterfind(".//p:InstdAmt", NS)} <= {"EUR"}
    return root


NAMES = st.text(min_size=0, max_size=120)


@given(
    transfers=st.lists(
        st.tuples(NAMES, st.integers(1, 99_999_999_999), NAMES), min_size=1, max_size=8
    )
)
def test_any_names_and_amounts_make_a_file_that_every_bank_reads(transfers):
    rows = [
        Transfer(f"PO-{index}", minor, Party(name, IBAN), words)
        for index, (name, minor, words) in enumerate(transfers)
    ]
    at, on = datetime(2026, 5, 4, 12, tzinfo=UTC), date(2026, 5, 5)
    file = TransferFile("EM20260504-1", at, on, Party("EcoMarket GmbH", IBAN), rows)

    root = check_structure(transfer_file(file))

    for text in (element.text or "" for element in root.iter() if not len(element)):
        assert set(text) <= ALLOWED
        assert 1 <= len(text) <= 140


def test_letters_that_banks_do_not_read_are_spelled_out():
    assert sepa_text("Töpferei Müßig & Söhne / Ærø", 70) == "Topferei Mussig + Sohne / Aero"
    assert sepa_text("株式会社", 70) == "NOTPROVIDED"


async def test_a_file_holds_each_approved_payout_once(session, debtor):
    (piece, payout), _ = await sepa_payouts(session)
    staff = an_operator()

    file = await make_sepa_file(session, staff)
    name, body = await sepa_xml(session, staff, file.id)

    root = check_structure(body)
    assert name == f"{file.message_id}.xml"
    assert root.find(".//p:DbtrAcct/p:Id/p:IBAN", NS).text == "AT611904300234573201"
    sent = {
        row.find("p:PmtId/p:EndToEndId", NS).text: row.find("p:Amt/p:InstdAmt", NS).text
        for row in root.iterfind(".//p:CdtTrfTxInf", NS)
    }
    assert sent[payout.number] == "92.50"
    assert root.find(".//p:CdtrAcct/p:Id/p:IBAN", NS).text == IBAN
    assert root.find(".//p:Cdtr/p:Nm", NS).text == piece.vendor.name
    assert (await sepa_xml(session, staff, file.id))[1] == body
    with pytest.raises(NothingToSend):
        await make_sepa_file(session, staff)


async def test_a_file_goes_to_the_bank_and_comes_back_in_part(session, debtor):
    (good, paid), (bad, refused) = await sepa_payouts(session)
    staff = an_operator()
    file = await make_sepa_file(session, staff)
    with pytest.raises(IllegalMove):
        await mark_executed(session, staff, file.id)

    await mark_sent(session, staff, file.id)
    await mark_undelivered(session, staff, refused.id, reason="Account closed")
    await mark_executed(session, staff, file.id)

    assert (paid.status, refused.status) == (PayoutStatus.PAID, PayoutStatus.FAILED)
    assert await owed(session, good.vendor.id) == {}
    await retry_payout(session, staff, refused.id)
    second = await make_sepa_file(session, staff)
    assert (refused.sepa_file_id, refused.attempt) == (second.id, 2)
    await mark_undelivered(session, staff, paid.id, reason="Returned")
    assert await owed(session, good.vendor.id) == {"available": NET}
    assert await owed(session, bad.vendor.id) == {"in_payout": NET}
    await prove(session)


async def test_other_currencies_and_missing_settings_are_refused(session, debtor, monkeypatch):
    (piece, _), *_ = await sepa_payouts(session, 1)
    with pytest.raises(NotPayable, match="euros only"):
        await create_payout(session, SYSTEM, piece.vendor.id, "USD")

    monkeypatch.setattr(settings(), "sepa_debtor_iban", "")
    with pytest.raises(SepaNotSetUp):
        await make_sepa_file(session, an_operator())
