"""What happens to payouts."""

from uuid import UUID

from core.events.base import DomainEvent


class AboutPayout(DomainEvent):
    payout_id: UUID
    vendor_id: UUID
    amount_minor: int
    currency: str


class PayoutCreated(AboutPayout):
    """Earnings are stamped; ``needs_approval`` says that a person has to look."""

    needs_approval: bool


class PayoutPaid(AboutPayout):
    pass


class PayoutFailed(AboutPayout):
    failure: str


class PayoutReturned(AboutPayout):
    """The vendor's bank sent the money back; it is available again."""

    failure: str


class PayoutCanceled(AboutPayout):
    reason: str


class PayoutAccountChanged(DomainEvent):
    """Told to every owner: whoever did not do this has to act before the rest is over."""

    vendor_id: UUID
    last4: str
