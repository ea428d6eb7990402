"""Returns, issues and disputes as all three apps show them: words and view models."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from core.kernel.clock import utc_now
from core.media.picture import media_url
from core.returns.dispute_models import OrderIssue
from core.returns.list_queries import CaseKind, Listed
from core.returns.models import ReturnRequest
from core.returns.read_models import Case, CaseLine, CaseStep, Said
from core.returns.statuses import (
    Condition,
    Disposition,
    DisputeOutcome,
    DisputeStatus,
    IssueKind,
    IssueStatus,
    Resolution,
    ReturnReason,
    ReturnStatus,
    Side,
)
from core.ui.format import ago, day, moment, money

Words = tuple[str, str, str]
WORDS: dict[str, Words] = {
    ReturnStatus.REQUESTED: ("Asked", "attention", "new"),
    ReturnStatus.APPROVED: ("Approved", "info", "partial"),
    ReturnStatus.REJECTED: ("Refused", "danger", "blocked"),
    ReturnStatus.CANCELED: ("Taken back", "neutral", "blocked"),
    ReturnStatus.EXPIRED: ("Expired", "neutral", "blocked"),
    ReturnStatus.IN_TRANSIT: ("On its way back", "info", "partial"),
    ReturnStatus.RECEIVED: ("At the workshop", "attention", "partial"),
    ReturnStatus.INSPECTED: ("Looked at", "info", "partial"),
    ReturnStatus.REFUNDED: ("Refunded", "success", "done"),
    ReturnStatus.REPLACED: ("Replaced", "success", "done"),
    ReturnStatus.CLOSED: ("Complete", "success", "done"),
    IssueStatus.OPEN: ("Reported", "attention", "new"),
    IssueStatus.AWAITING_VENDOR: ("Waits for the workshop", "attention", "attention"),
    IssueStatus.OFFER_MADE: ("Offer made", "info", "partial"),
    IssueStatus.ESCALATED: ("With EcoMarket", "attention", "attention"),
    IssueStatus.RESOLVED: ("Settled", "success", "done"),
    IssueStatus.WITHDRAWN: ("Taken back", "neutral", "blocked"),
    DisputeStatus.EVIDENCE: ("Evidence wanted", "attention", "attention"),
    DisputeStatus.DECIDED: ("Decided", "info", "partial"),
}
DISPUTE_CLOSED: Words = ("Closed", "success", "done")
REASONS = {
    ReturnReason.CHANGED_MIND: "I changed my mind",
    ReturnReason.DOES_NOT_FIT: "It does not fit",
    ReturnReason.DAMAGED: "It arrived damaged",
    ReturnReason.FAULTY: "It is faulty",
    ReturnReason.NOT_AS_DESCRIBED: "It is not as described",
    ReturnReason.WRONG_PIECE: "It is another piece",
    ReturnReason.OTHER: "Something else",
}
ISSUE_KINDS = {
    IssueKind.NOT_ARRIVED: "It did not arrive",
    IssueKind.DAMAGED: "It arrived damaged",
    IssueKind.MISSING: "Something was missing",
    IssueKind.NOT_AS_DESCRIBED: "It is not as described",
}
RESOLUTIONS = {
    Resolution.REFUND: "Money back",
    Resolution.EXCHANGE: "Exchange for another variant",
    Resolution.REPAIR: "Repair",
    Resolution.KEEP: "Keep it, with a part of the money back",
}
CONDITIONS = {
    Condition.AS_NEW: "As new",
    Condition.OPENED: "Opened",
    Condition.USED: "Used",
    Condition.DAMAGED: "Damaged",
    Condition.MISSING: "Missing",
}
DISPOSITIONS = {
    Disposition.RESTOCK: "Back on the shelf",
    Disposition.REPAIR: "Repair",
    Disposition.REFURBISH: "Refurbish",
    Disposition.DONATE: "Give away",
    Disposition.RECYCLE: "Recycle",
    Disposition.KEEP: "Keep apart",
}
OUTCOMES = {
    DisputeOutcome.BUYER: "For the buyer",
    DisputeOutcome.VENDOR: "For the workshop",
    DisputeOutcome.SPLIT: "For both in part",
}
SIDES = {Side.BUYER: "The buyer", Side.VENDOR: "The workshop", Side.MARKET: "EcoMarket"}
KINDS = {
    CaseKind.RETURNS: "Returns",
    CaseKind.ISSUES: "Problems",
    CaseKind.DISPUTES: "Disputes",
}


@dataclass(frozen=True, slots=True)
class CaseStepView:
    title: str = ""
    at: str = ""
    note: str = ""
    state: str = "done"

    @classmethod
    def of(cls, step: CaseStep) -> Self:
        return cls(step.message, moment(step.at))


@dataclass(frozen=True, slots=True)
class CaseLineView:
    id: str = ""
    title: str = ""
    options: str = ""
    image: str = ""
    quantity: int = 1
    worth: str = ""
    grade: str = ""
    kept: str = ""
    replacement: str = ""

    @classmethod
    def of(cls, line: CaseLine) -> Self:
        grade = (
            f"{CONDITIONS[line.condition]}. {DISPOSITIONS[line.disposition]}."
            if line.condition and line.disposition
            else ""
        )
        kept = line.withheld
        return cls(
            id=str(line.id),
            title=line.title,
            options=", ".join(line.options),
            image=media_url(line.image_key) if line.image_key else "",
            quantity=line.quantity,
            worth=money(line.worth),
            grade=grade,
            kept=f"{money(kept)} kept back: {line.withheld_because}" if kept else "",
            replacement=line.replacement,
        )


@dataclass(frozen=True, slots=True)
class SaidView:
    side: str = ""
    at: str = ""
    body: str = ""
    photos: list[str] = field(default_factory=list[str])

    @classmethod
    def of(cls, said: Said) -> Self:
        return cls(
            SIDES[said.side], moment(said.at), said.body, [media_url(k) for k in said.photos]
        )


@dataclass(frozen=True, slots=True)
class CaseView:
    """``status`` is the machine's word: pages decide by it what may be done now; the core has
    the last word.
    """

    id: str = ""
    number: str = ""
    kind: str = ""
    status: str = ""
    word: str = ""
    tone: str = "neutral"
    shape: str = "new"
    title: str = ""
    order: str = ""
    part: str = ""
    workshop: str = ""
    buyer: str = ""
    wish: str = ""
    resolution: str = ""
    note: str = ""
    due: str = ""
    is_late: bool = False
    asked: str = ""
    offer: str = ""
    offer_minor: int = 0
    offer_note: str = ""
    refund: str = ""
    decision: str = ""
    postage: str = ""
    is_withdrawal: bool = False
    currency: str = "EUR"
    tracking: str = ""
    tracking_href: str = ""
    sent: str = ""
    sent_href: str = ""
    dispute: str = ""
    outcome: str = ""
    is_with_the_bank: bool = False
    address: list[str] = field(default_factory=list[str])
    lines: list[CaseLineView] = field(default_factory=list[CaseLineView])
    steps: list[CaseStepView] = field(default_factory=list[CaseStepView])
    photos: list[str] = field(default_factory=list[str])
    said: list[SaidView] = field(default_factory=list[SaidView])

    @classmethod
    def of(cls, case: Case) -> Self:
        row = case.row
        word, tone, shape = words_of(row)
        return cls(
            id=str(row.id),
            number=row.number,
            status=row.status.value,
            word=word,
            tone=tone,
            shape=shape,
            order=case.order_number,
            part=case.part_number,
            workshop=case.vendor_name,
            buyer=case.buyer_name,
            due=f"{ago(row.due_at)}, {moment(row.due_at)} UTC" if row.due_at else "",
            is_late=row.due_at is not None and row.due_at < utc_now(),
            currency=row.currency,
            dispute=case.dispute_number,
            is_with_the_bank=case.is_with_the_bank,
            lines=[CaseLineView.of(line) for line in case.lines],
            steps=[CaseStepView.of(step) for step in reversed(case.steps)],
            photos=[media_url(key) for key in case.photos],
            said=[SaidView.of(one) for one in case.said],
            **_own(case),
        )


def words_of(row: Any) -> Words:
    is_dispute = isinstance(row.status, DisputeStatus)
    if is_dispute and row.status is DisputeStatus.CLOSED:
        return DISPUTE_CLOSED
    return WORDS[row.status]


def what_of(row: Any) -> str:
    if isinstance(row, ReturnRequest):
        return REASONS[row.reason]
    return ISSUE_KINDS[row.kind] if isinstance(row, OrderIssue) else row.subject


def _own(case: Case) -> dict[str, Any]:
    row = case.row
    if isinstance(row, ReturnRequest):
        sent = case.exchanges[0] if case.exchanges and case.exchanges[0].sent_at else None
        return {
            "kind": "return",
            "title": REASONS[row.reason],
            "note": row.note,
            "wish": RESOLUTIONS[row.resolution],
            "resolution": row.resolution.value,
            "offer": money(row.offer) if row.offer_minor else "",
            "offer_minor": row.offer_minor,
            "refund": money(row.refund) if row.refund_minor else "",
            "decision": row.decision,
            "is_withdrawal": row.withdrawal_id is not None,
            "postage": _postage(row),
            "tracking": " ".join(filter(None, (row.carrier, row.tracking_number))),
            "tracking_href": row.tracking_url,
            "sent": " ".join(filter(None, (sent.carrier, sent.tracking_number)))
            if sent
            else "",
            "sent_href": sent.tracking_url if sent else "",
            "address": address_of(row),
        }
    if isinstance(row, OrderIssue):
        return {
            "kind": "issue",
            "title": ISSUE_KINDS[row.kind],
            "note": row.description,
            "asked": money(row.asked),
            "offer": money(row.offer) if row.offer_minor else "",
            "offer_minor": row.offer_minor,
            "offer_note": row.offer_note,
        }
    return {
        "kind": "dispute",
        "title": row.subject,
        "asked": money(row.asked),
        "outcome": OUTCOMES[row.outcome] if row.outcome else "",
        "refund": money(row.decided) if row.decided_minor else "",
        "decision": row.reason,
    }


def address_of(row: ReturnRequest) -> list[str]:
    """Where to send it; nothing where the piece stays."""
    if row.resolution is Resolution.KEEP or not row.return_to:
        return []
    to = {key: str(value) for key, value in row.return_to.items()}
    town = f"{to.get('postcode', '')} {to.get('city', '')}".strip()
    lines = (to["name"], to.get("line1", ""), town, to.get("region", ""), to["country"])
    return [*(line for line in lines if line), f"Return {row.number}"]


def _postage(row: ReturnRequest) -> str:
    if row.resolution is Resolution.KEEP:
        return "Nothing is sent"
    return "Paid by the workshop" if row.vendor_pays_postage else "Paid by the buyer"


@dataclass(frozen=True, slots=True)
class CaseRowView:
    number: str = ""
    href: str = ""
    what: str = ""
    order: str = ""
    part: str = ""
    workshop: str = ""
    buyer: str = ""
    when: str = ""
    due: str = ""
    is_late: bool = False
    word: str = ""
    tone: str = "neutral"
    shape: str = "new"

    @classmethod
    def of(cls, found: Listed, base: str) -> Self:
        row = found.row
        word, tone, shape = words_of(row)
        return cls(
            number=row.number,
            href=f"{base}/{row.number}",
            what=what_of(row),
            order=found.order.number,
            part=found.part_number,
            workshop=found.vendor_name,
            buyer=str(found.order.ship_to.get("name", "")),
            when=day(row.created_at),
            due=ago(row.due_at) if row.due_at else "",
            is_late=row.due_at is not None and row.due_at < utc_now(),
            word=word,
            tone=tone,
            shape=shape,
        )


def options_of(words: dict[Any, str], keys: Sequence[Any] = ()) -> list[tuple[str, str]]:
    """Words for a select or a group of radios."""
    return [(key.value, words[key]) for key in (keys or words)]
