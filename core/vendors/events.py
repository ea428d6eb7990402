"""What happens to vendors. Their products are visible if and only if they are approved."""

from uuid import UUID

from core.events.base import DomainEvent


class VendorApplied(DomainEvent):
    vendor_id: UUID
    user_id: UUID


class VendorSubmitted(DomainEvent):
    """The shop waits for a decision."""

    vendor_id: UUID


class VendorApproved(DomainEvent):
    vendor_id: UUID


class VendorRejected(DomainEvent):
    vendor_id: UUID
    reason: str


class VendorChangesRequested(DomainEvent):
    vendor_id: UUID
    reason: str


class VendorSuspended(DomainEvent):
    """Products are hidden; open orders go on."""

    vendor_id: UUID
    reason: str


class VendorReinstated(DomainEvent):
    vendor_id: UUID


class VendorUpdated(DomainEvent):
    """Public facts of the shop changed: pages that show them follow."""

    vendor_id: UUID


class VendorMemberInvited(DomainEvent):
    """``member_id`` is also the id of the invitation's one-time token."""

    vendor_id: UUID
    member_id: UUID


class VendorMemberJoined(DomainEvent):
    vendor_id: UUID
    user_id: UUID
