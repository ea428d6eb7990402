"""Who a buyer is for limits: hashes that survive a guest's order, capital letters, an alias
after a plus sign, a merged account and the deletion of the address itself.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from core.settings import settings

_GOOGLE = {"gmail.com", "googlemail.com"}


@dataclass(frozen=True, slots=True)
class Buyer:
    """``emails`` are all the addresses known: of the account, and the one typed in."""

    user_id: UUID | None = None
    emails: tuple[str, ...] = ()

    def keys(self) -> list[str]:
        account = [f"user:{self.user_id}"] if self.user_id else []
        mailboxes = [f"mail:{mailbox(email)}" for email in self.emails if "@" in email]
        return sorted({_hash(one) for one in (*account, *mailboxes)})


NOBODY = Buyer()


def mailbox(email: str) -> str:
    """Where the mail ends up: without case and alias; dots mean nothing at Google."""
    name, _, host = email.strip().lower().rpartition("@")
    name = name.partition("+")[0]
    if host in _GOOGLE:
        return f"{name.replace('.', '')}@gmail.com"
    return f"{name}@{host}"


def lock_names(promotion_id: UUID, keys: Iterable[str]) -> list[str]:
    """What is locked, in one order, while a buyer's uses are counted."""
    return [f"{promotion_id}:{key}" for key in sorted(keys)]


def _hash(identity: str) -> str:
    secret = settings().secret_key.get_secret_value()
    return hmac.new(secret.encode(), f"buyer:{identity}".encode(), sha256).hexdigest()
