"""Mails about returns, reported problems, disputes and withdrawals."""

from collections.abc import Mapping
from uuid import UUID

from core.identity.links import origin
from core.identity.models import App
from core.kernel.money import Money
from core.notifications.compose.orders import BUYERS_REASON, MEMBERS_REASON, unsent_pieces
from core.notifications.letter import Block, Button, Facts, Letter, Line, Paragraph, Parcel, Row
from core.notifications.wording import day, money
from core.orders.read_models import OrderDetail, PartDetail
from core.returns.dispute_models import Dispute, OrderIssue
from core.returns.models import ReturnRequest, Withdrawal
from core.returns.read_models import Case
from core.returns.statuses import DisputeStatus, IssueStatus, Resolution, ReturnStatus

CaseRow = ReturnRequest | OrderIssue | Dispute

# Heading and first sentence for the buyer, by where a case moved to.
TO_BUYER: dict[str, tuple[str, str]] = {
    ReturnStatus.REQUESTED: (
        "We have your request to return",
        "The workshop answers within 48 hours. If it does not, the return counts as approved.",
    ),
    ReturnStatus.APPROVED: (
        "Your return is approved",
        "Send the pieces within 21 days to the address below. Its page has a label.",
    ),
    ReturnStatus.REJECTED: (
        "Your return was refused",
        "If you do not agree, have EcoMarket decide on the page of your return.",
    ),
    ReturnStatus.EXPIRED: (
        "Your return has expired",
        "Nothing was sent within 21 days. Within the time you have you may ask again.",
    ),
    ReturnStatus.RECEIVED: (
        "The workshop has your parcel",
        "It looks at the pieces within seven days; then money or replacement follows.",
    ),
    ReturnStatus.INSPECTED: (
        "The workshop has looked at your pieces",
        "What follows stands on the page of your return.",
    ),
    ReturnStatus.CLOSED: ("Your return is complete", "Nothing is left to do."),
    IssueStatus.AWAITING_VENDOR: (
        "We have your report",
        "The workshop has 48 hours to answer. If it does not, EcoMarket decides.",
    ),
    IssueStatus.OFFER_MADE: (
        "The workshop makes an offer",
        "Accept or decline it within seven days; without an answer it counts as accepted.",
    ),
    IssueStatus.ESCALATED: (
        "EcoMarket decides about your report",
        "You and the workshop have 72 hours to show what you have.",
    ),
    IssueStatus.RESOLVED: ("Your report is settled", "What was agreed on or decided follows."),
    DisputeStatus.EVIDENCE: (
        "Tell us your side",
        "You and the workshop have 72 hours. A side that stays silent loses.",
    ),
    DisputeStatus.DECIDED: ("We have decided", "Our reasons are below."),
}
# The same for the workshop: what it has to do, and until when.
TO_WORKSHOP: dict[str, tuple[str, str]] = {
    ReturnStatus.REQUESTED: (
        "A buyer wants to return something",
        "Answer within 48 hours, or the return counts as approved.",
    ),
    ReturnStatus.CANCELED: ("A return was taken back", "The buyer keeps the pieces."),
    ReturnStatus.APPROVED: ("A return is approved", "The buyer has your address."),
    ReturnStatus.IN_TRANSIT: (
        "A return is on its way to you",
        "When the parcel is with you, say so and look at the pieces within seven days.",
    ),
    ReturnStatus.CLOSED: ("A return is complete", "Nothing is left to do."),
    IssueStatus.AWAITING_VENDOR: (
        "A buyer reports a problem",
        "Answer within 48 hours, or EcoMarket decides. Your earnings from this order wait.",
    ),
    IssueStatus.ESCALATED: (
        "EcoMarket decides about a problem",
        "Show what you have within 72 hours. A side that stays silent loses.",
    ),
    IssueStatus.RESOLVED: ("A problem is settled", "Your earnings go on."),
    IssueStatus.WITHDRAWN: ("A report was taken back", "Nothing is left to do."),
    DisputeStatus.EVIDENCE: (
        "Tell us your side",
        "You have 72 hours to show what you have. A side that stays silent loses.",
    ),
    DisputeStatus.DECIDED: ("We have decided", "Our reasons are below."),
}


def to_buyer(detail: OrderDetail, case: Case, status: str, link: str) -> Letter | None:
    if status not in TO_BUYER:
        return None
    heading, sentence = TO_BUYER[status]
    return _letter(detail, case, status, heading, sentence, link, BUYERS_REASON)


def to_workshop(detail: OrderDetail, case: Case, status: str) -> Letter | None:
    if status not in TO_WORKSHOP:
        return None
    heading, sentence = TO_WORKSHOP[status]
    link = f"{origin(App.VENDOR_PORTAL)}/returns/{case.row.number}"
    reason = MEMBERS_REASON.format(case.vendor_name)
    return _letter(detail, case, status, heading, sentence, link, reason)


def replacement_sent(detail: OrderDetail, case: Case, link: str) -> Letter:
    sent = case.exchanges[0]
    return Letter(
        kind="replacement_sent",
        fact=str(case.row.id),
        subject=f"{case.vendor_name} has sent {case.row.number} to you",
        heading="It is on its way to you",
        blocks=(
            Facts(
                _filled(
                    Row("Carrier", sent.carrier),
                    Row("Tracking number", sent.tracking_number, sent.tracking_url),
                )
            ),
            Button("See your return", link),
        ),
        reason=BUYERS_REASON,
        order_id=detail.id,
    )


def decision_overdue(detail: OrderDetail, case: Case) -> Letter:
    """To the market itself."""
    return Letter(
        kind="decision_overdue",
        fact=f"{case.row.id}:{case.row.due_at}",
        subject=f"Dispute {case.row.number} waits for a decision",
        heading="A dispute waits for a decision",
        blocks=(
            Paragraph("Both sides have spoken, and the time to decide is over."),
            _facts(case),
            Button("Decide", f"{origin(App.ADMIN)}/disputes/{case.row.number}"),
        ),
        reason="You get this mail because you run the market.",
        order_id=detail.id,
    )


def withdrawal_received(
    detail: OrderDetail,
    withdrawal: Withdrawal,
    returns: list[Case],
    canceled: Mapping[UUID, int],
    link: str,
) -> Letter:
    """The receipt on a durable medium that article 11a (4) asks for: what came, and when."""
    at = f"{day(withdrawal.created_at)}, {withdrawal.created_at:%H:%M:%S} UTC"
    blocks: list[Block] = [
        Paragraph(
            f"On {at} we received your statement that you withdraw from the contract. It is "
            "effective from that moment."
        ),
        Facts(
            _filled(
                Row("Receipt", withdrawal.number),
                Row("Order", detail.number),
                Row("Name", withdrawal.name),
                Row("You added", withdrawal.note),
            )
        ),
    ]
    for part in detail.parts:
        case = next((one for one in returns if one.part_number == part.number), None)
        if case is not None:
            blocks += [Paragraph(_send_to(case)), _pieces(part, case)]
    if canceled:
        words = "What had not left yet is canceled, and what you paid for it goes back."
        blocks += [Paragraph(words), *unsent_pieces(detail, canceled)]
    return Letter(
        kind="withdrawal_received",
        fact=str(withdrawal.id),
        subject=f"Receipt of your withdrawal {withdrawal.number}, order {detail.number}",
        heading="We have your withdrawal",
        summary=f"Received on {at}.",
        blocks=(*blocks, Button("See your order", link)),
        reason=BUYERS_REASON,
        order_id=detail.id,
    )


def _letter(
    detail: OrderDetail,
    case: Case,
    status: str,
    heading: str,
    sentence: str,
    link: str,
    reason: str,
) -> Letter:
    row = case.row
    part = next(one for one in detail.parts if one.number == case.part_number)
    blocks: list[Block] = [Paragraph(sentence)]
    if status == ReturnStatus.APPROVED and _is_sent(row):
        blocks.append(Paragraph(_send_to(case)))
    return Letter(
        kind=f"case_{status}",
        fact=f"{row.id}:{status}",
        subject=f"{heading} ({row.number})",
        heading=heading,
        blocks=(*blocks, Button("Open the case", link), _facts(case), _pieces(part, case)),
        reason=reason,
        order_id=detail.id,
    )


def _facts(case: Case) -> Facts:
    row = case.row
    rows = [Row("Number", row.number), Row("Order", case.order_number)]
    if isinstance(row, ReturnRequest):
        rows += [Row("Note", row.decision), *_amounts(("Given back", row.refund))]
    elif isinstance(row, OrderIssue):
        rows += [
            *_amounts(("At stake", row.asked), ("Offered", row.offer)),
            Row("Note", row.offer_note),
        ]
    else:
        rows += [
            *_amounts(("At stake", row.asked), ("Given back", row.decided)),
            Row("Reason", row.reason),
        ]
    return Facts(_filled(*rows))


def _amounts(*pairs: tuple[str, Money]) -> list[Row]:
    return [Row(label, money(amount)) for label, amount in pairs if amount]


def _filled(*rows: Row) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.value)


def _pieces(part: PartDetail, case: Case) -> Parcel:
    return Parcel(
        selvedge=part.selvedge,
        maker=part.vendor_name,
        lines=tuple(
            Line(line.quantity, line.title, ", ".join(line.options), money(line.worth))
            for line in case.lines
        ),
    )


def _is_sent(row: CaseRow) -> bool:
    return isinstance(row, ReturnRequest) and row.resolution is not Resolution.KEEP


def _send_to(case: Case) -> str:
    row = case.row
    to = row.return_to if isinstance(row, ReturnRequest) else {}
    town = f"{to.get('postcode', '')} {to.get('city', '')}".strip()
    lines = (to.get("name", ""), to.get("line1", ""), town, to.get("country", ""))
    return f"Send to: {', '.join(line for line in lines if line)}. Number: {row.number}."
