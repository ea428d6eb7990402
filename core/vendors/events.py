"""What happens to vendors. Their products are visible if and only if they are approved."""

from uuid import UUID

from pydantic import Field

from core.events.base import DomainEvent
from core.kernel.ids import new_id
from core.kernel.page_tags import EVERYTHING


class VendorDecision(DomainEvent):
    """A move by staff, which may come again later: ``fact_id`` tells one from the next."""

    fact_id: UUID = Field(default_factory=new_id)
    vendor_id: UUID

    def drops_pages(self) -> tuple[str, ...]:
        return (EVERYTHING,)


class VendorApplied(DomainEvent):
    vendor_id: UUID
    user_id: UUID


class VendorSubmitted(DomainEvent):
    """The shop waits for a decision."""

    vendor_id: UUID


class VendorApproved(VendorDecision):
    """What it publishes is on sale."""


class VendorRejected(VendorDecision):
    reason: str


class VendorChangesRequested(VendorDecision):
    reason: str


class VendorSuspended(VendorDecision):
    """Products are hidden; open orders go on."""

    reason: str


class VendorReinstated(VendorDecision):
    """The suspension is over."""


class VendorUpdated(DomainEvent):
    """Public facts of the shop changed: pages that show them follow."""

    vendor_id: UUID

    def drops_pages(self) -> tuple[str, ...]:
        return (EVERYTHING,)


class VendorMemberInvited(DomainEvent):
    """``member_id`` is also the id of the invitation's one-time token."""

    vendor_id: UUID
    member_id: UUID


class VendorMemberJoined(DomainEvent):
    vendor_id: UUID
    user_id: UUID
