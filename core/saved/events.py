"""What happens to alerts, follows and saved searches. Mails and pushes listen."""

from uuid import UUID

from pydantic import Field

from core.events.base import DomainEvent
from core.kernel.ids import new_id


class AlertConfirmationRequested(DomainEvent):
    """A guest entered an address; it is asked whether it wants this."""

    alert_id: UUID


class AlertArmed(DomainEvent):
    """An alert waits from now on. What it waits for may have happened a moment ago."""

    alert_id: UUID


class AlertFired(DomainEvent):
    """What it waited for is so. Told once for an alert; ``price_minor`` is that of the moment,
    in the currency of the alert.
    """

    alert_id: UUID
    price_minor: int | None


class FollowedWorkshopsShowed(DomainEvent):
    """What a follower has not seen of a week; ``total`` counts more than is named."""

    user_id: UUID
    week: str
    product_ids: list[UUID]
    total: int


class FollowedPieceAppeared(DomainEvent):
    """For a follower who wants to hear of it at once."""

    user_id: UUID
    product_id: UUID


class SavedSearchMatched(DomainEvent):
    """Pieces that fit a saved search and that it was not told of before."""

    fact_id: UUID = Field(default_factory=new_id)
    search_id: UUID
    product_ids: list[UUID]
