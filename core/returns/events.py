"""What happens after the sale. ``status`` is where the case moved to."""

from uuid import UUID

from pydantic import Field

from core.events.base import AboutOrder
from core.returns.statuses import (
    ChargebackStatus,
    DisputeStatus,
    IssueStatus,
    ReturnStatus,
    Side,
)


class WithdrawalReceived(AboutOrder):
    withdrawal_id: UUID
    canceled: dict[UUID, int] = Field(default_factory=dict)  # units by line, not sent yet


class ReturnMoved(AboutOrder):
    return_id: UUID
    vendor_id: UUID
    status: ReturnStatus


class ReplacementSent(AboutOrder):
    return_id: UUID
    vendor_id: UUID


class IssueMoved(AboutOrder):
    issue_id: UUID
    vendor_id: UUID
    status: IssueStatus


class DisputeMoved(AboutOrder):
    dispute_id: UUID
    vendor_id: UUID
    status: DisputeStatus


class EvidenceGiven(AboutOrder):
    dispute_id: UUID
    vendor_id: UUID
    evidence_id: UUID
    side: Side


class DecisionOverdue(AboutOrder):
    """Both sides have spoken and nobody decided in time."""

    dispute_id: UUID
    vendor_id: UUID


class ChargebackMoved(AboutOrder):
    chargeback_id: UUID
    status: ChargebackStatus
