"""A SEPA credit transfer file (ISO 20022 pain.001.001.09), the same bytes every time."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
# What every bank of the SEPA area must accept (EPC 217-08).
ALLOWED = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")
SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "Oe"}
    | {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "&": "+"}
)
LONGEST_NAME, LONGEST_ID, LONGEST_TEXT = 70, 35, 140


@dataclass(frozen=True, slots=True)
class Party:
    name: str
    iban: str
    bic: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """``reference`` comes back on the vendor's account statement."""

    reference: str
    amount_minor: int
    creditor: Party
    text: str


@dataclass(frozen=True, slots=True)
class TransferFile:
    message_id: str
    created_at: datetime
    execute_on: date
    debtor: Party
    transfers: Sequence[Transfer]


def sepa_text(words: str, longest: int) -> str:
    """In the letters that every bank reads; never empty."""
    plain = unicodedata.normalize("NFKD", words.translate(SPELLED))
    kept = (c if c in ALLOWED else " " for c in plain if not unicodedata.combining(c))
    text = " ".join("".join(kept).split()).lstrip("/")[:longest].strip()
    return text or "NOTPROVIDED"


def transfer_file(file: TransferFile) -> bytes:
    document = Element("Document", xmlns=NAMESPACE)
    initiation = SubElement(document, "CstmrCdtTrfInitn")
    count = str(len(file.transfers))
    total = _amount(sum(transfer.amount_minor for transfer in file.transfers))
    header = SubElement(initiation, "GrpHdr")
    _text(header, "MsgId", sepa_text(file.message_id, LONGEST_ID))
    _text(header, "CreDtTm", file.created_at.strftime("%Y-%m-%dT%H:%M:%S"))
    _text(header, "NbOfTxs", count)
    _text(header, "CtrlSum", total)
    _text(SubElement(header, "InitgPty"), "Nm", sepa_text(file.debtor.name, LONGEST_NAME))
    payment = SubElement(initiation, "PmtInf")
    _text(payment, "PmtInfId", sepa_text(f"{file.message_id}-1", LONGEST_ID))
    _text(payment, "PmtMtd", "TRF")
    _text(payment, "BtchBookg", "true")
    _text(payment, "NbOfTxs", count)
    _text(payment, "CtrlSum", total)
    service = SubElement(SubElement(payment, "PmtTpInf"), "SvcLvl")
    _text(service, "Cd", "SEPA")
    _text(SubElement(payment, "ReqdExctnDt"), "Dt", file.execute_on.isoformat())
    _party(payment, "Dbtr", file.debtor)
    _agent(payment, "DbtrAgt", file.debtor.bic)
    _text(payment, "ChrgBr", "SLEV")
    for transfer in file.transfers:
        _transfer(payment, transfer)
    indent(document)
    return tostring(document, encoding="utf-8", xml_declaration=True)


def _transfer(payment: Element, transfer: Transfer) -> None:
    row = SubElement(payment, "CdtTrfTxInf")
    _text(SubElement(row, "PmtId"), "EndToEndId", sepa_text(transfer.reference, LONGEST_ID))
    amount = SubElement(SubElement(row, "Amt"), "InstdAmt", Ccy="EUR")
    amount.text = _amount(transfer.amount_minor)
    if transfer.creditor.bic:
        _agent(row, "CdtrAgt", transfer.creditor.bic)
    _party(row, "Cdtr", transfer.creditor)
    _text(SubElement(row, "RmtInf"), "Ustrd", sepa_text(transfer.text, LONGEST_TEXT))


def _party(parent: Element, tag: str, party: Party) -> None:
    _text(SubElement(parent, tag), "Nm", sepa_text(party.name, LONGEST_NAME))
    account = SubElement(SubElement(parent, f"{tag}Acct"), "Id")
    _text(account, "IBAN", party.iban)


def _agent(parent: Element, tag: str, bic: str) -> None:
    institution = SubElement(SubElement(parent, tag), "FinInstnId")
    if bic:
        _text(institution, "BICFI", bic)
    else:
        _text(SubElement(institution, "Othr"), "Id", "NOTPROVIDED")


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _amount(minor: int) -> str:
    return f"{Decimal(minor).scaleb(-2):.2f}"
