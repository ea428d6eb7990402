"""What happens to prepaid value."""

from uuid import UUID

from core.events.base import DomainEvent


class GiftCardReady(DomainEvent):
    """Its day has come: it is mailed to its recipient, or to its buyer."""

    card_id: UUID
    fact_id: UUID  # of this sending; another one mails it again


class PointsExpiring(DomainEvent):
    """Points that nobody has spent end soon."""

    lot_id: UUID
    user_id: UUID
    points: int
