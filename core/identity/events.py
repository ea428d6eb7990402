"""What happens to accounts. Links travel as the id of their token: the secret is derived from
it when the mail is written.
"""

from uuid import UUID

from pydantic import Field

from core.events.base import DomainEvent
from core.identity.models import App
from core.kernel.ids import new_id


class UserRegistered(DomainEvent):
    user_id: UUID
    app: App


class EmailConfirmationRequested(DomainEvent):
    """Someone has to show that the mailbox is theirs before the account opens."""

    user_id: UUID
    token_id: UUID
    app: App


class SignUpRepeated(DomainEvent):
    """Someone tried to register an address that has an account; only its owner is told."""

    fact_id: UUID = Field(default_factory=new_id)
    user_id: UUID
    app: App


class EmailVerified(DomainEvent):
    user_id: UUID


class PasswordResetRequested(DomainEvent):
    user_id: UUID
    token_id: UUID
    app: App


class PasswordChanged(DomainEvent):
    """``fact_id`` tells one change from the next."""

    fact_id: UUID = Field(default_factory=new_id)
    user_id: UUID


class UserSignedIn(DomainEvent):
    user_id: UUID
    app: App


class UserDeactivated(DomainEvent):
    user_id: UUID
