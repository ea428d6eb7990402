"""The machines of what happens after the sale. Nothing else decides what may follow what."""

from enum import StrEnum

from core.kernel.lifecycle import Lifecycle


class ReturnStatus(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELED = "canceled"
    EXPIRED = "expired"
    IN_TRANSIT = "in_transit"
    RECEIVED = "received"
    INSPECTED = "inspected"
    REFUNDED = "refunded"
    REPLACED = "replaced"
    CLOSED = "closed"


RETURN_LIFECYCLE = Lifecycle(
    {
        ReturnStatus.REQUESTED: {
            ReturnStatus.APPROVED,
            ReturnStatus.REJECTED,
            ReturnStatus.CANCELED,
        },
        ReturnStatus.APPROVED: {
            ReturnStatus.IN_TRANSIT,
            ReturnStatus.RECEIVED,
            ReturnStatus.REFUNDED,  # the buyer keeps the piece
            ReturnStatus.EXPIRED,
            ReturnStatus.CANCELED,
        },
        # A dispute about a piece that never came back ends in money or in nothing.
        ReturnStatus.IN_TRANSIT: {
            ReturnStatus.RECEIVED,
            ReturnStatus.REFUNDED,
            ReturnStatus.CLOSED,
        },
        ReturnStatus.RECEIVED: {ReturnStatus.INSPECTED},
        ReturnStatus.INSPECTED: {
            ReturnStatus.REFUNDED,
            ReturnStatus.REPLACED,
            ReturnStatus.CLOSED,
        },
        ReturnStatus.REFUNDED: {ReturnStatus.CLOSED},
        ReturnStatus.REPLACED: {ReturnStatus.CLOSED},
    }
)


class Resolution(StrEnum):
    """What the buyer wishes."""

    REFUND = "refund"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    KEEP = "keep"  # keep the piece, get a part of the money


class ReturnReason(StrEnum):
    CHANGED_MIND = "changed_mind"
    DOES_NOT_FIT = "does_not_fit"
    DAMAGED = "damaged"
    FAULTY = "faulty"
    NOT_AS_DESCRIBED = "not_as_described"
    WRONG_PIECE = "wrong_piece"
    OTHER = "other"


# Where the workshop is at fault it bears the postage.
WORKSHOPS_FAULT = {
    ReturnReason.DAMAGED,
    ReturnReason.FAULTY,
    ReturnReason.NOT_AS_DESCRIBED,
    ReturnReason.WRONG_PIECE,
}


class Condition(StrEnum):
    AS_NEW = "as_new"
    OPENED = "opened"
    USED = "used"
    DAMAGED = "damaged"
    MISSING = "missing"


class Disposition(StrEnum):
    RESTOCK = "restock"
    REPAIR = "repair"
    REFURBISH = "refurbish"
    DONATE = "donate"
    RECYCLE = "recycle"
    KEEP = "keep"


class ExchangeStatus(StrEnum):
    RESERVED = "reserved"
    SENT = "sent"
    DELIVERED = "delivered"
    CANCELED = "canceled"


EXCHANGE_LIFECYCLE = Lifecycle(
    {
        ExchangeStatus.RESERVED: {ExchangeStatus.SENT, ExchangeStatus.CANCELED},
        ExchangeStatus.SENT: {ExchangeStatus.DELIVERED},
    }
)


class IssueKind(StrEnum):
    NOT_ARRIVED = "not_arrived"
    DAMAGED = "damaged"
    MISSING = "missing"
    NOT_AS_DESCRIBED = "not_as_described"


class IssueStatus(StrEnum):
    OPEN = "open"
    AWAITING_VENDOR = "awaiting_vendor"
    OFFER_MADE = "offer_made"
    ESCALATED = "escalated"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


ISSUE_LIFECYCLE = Lifecycle(
    {
        IssueStatus.OPEN: {IssueStatus.AWAITING_VENDOR, IssueStatus.WITHDRAWN},
        IssueStatus.AWAITING_VENDOR: {
            IssueStatus.OFFER_MADE,
            IssueStatus.ESCALATED,
            IssueStatus.WITHDRAWN,
        },
        IssueStatus.OFFER_MADE: {
            IssueStatus.RESOLVED,
            IssueStatus.ESCALATED,
            IssueStatus.WITHDRAWN,
        },
        IssueStatus.ESCALATED: {IssueStatus.RESOLVED},
    }
)


class DisputeStatus(StrEnum):
    OPEN = "open"
    EVIDENCE = "evidence"
    DECIDED = "decided"
    CLOSED = "closed"


DISPUTE_LIFECYCLE = Lifecycle(
    {
        DisputeStatus.OPEN: {DisputeStatus.EVIDENCE},
        DisputeStatus.EVIDENCE: {DisputeStatus.DECIDED},
        DisputeStatus.DECIDED: {DisputeStatus.CLOSED},
    }
)


class DisputeOutcome(StrEnum):
    BUYER = "buyer"
    VENDOR = "vendor"
    SPLIT = "split"


class Side(StrEnum):
    BUYER = "buyer"
    VENDOR = "vendor"
    MARKET = "market"


class ChargebackStatus(StrEnum):
    RECEIVED = "received"
    EVIDENCE_SENT = "evidence_sent"
    WON = "won"
    LOST = "lost"


CHARGEBACK_LIFECYCLE = Lifecycle(
    {
        ChargebackStatus.RECEIVED: {
            ChargebackStatus.EVIDENCE_SENT,
            ChargebackStatus.WON,
            ChargebackStatus.LOST,
        },
        ChargebackStatus.EVIDENCE_SENT: {ChargebackStatus.WON, ChargebackStatus.LOST},
    }
)
