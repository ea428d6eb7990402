from dataclasses import dataclass, field
from typing import Self

from admin.state.mark import Mark
from core.identity.models import User
from core.ui.format import ago, day

PATH = "/customers"
OPEN = ("Open", "success", "done")
CLOSED = ("Closed", "danger", "blocked")


@dataclass(frozen=True, slots=True)
class CustomerRow:
    name: str
    href: str
    email: str
    confirmed: str
    joined: str
    seen: str
    status: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, user: User) -> Self:
        return cls(
            name=user.name or user.email,
            href=f"{PATH}/{user.id}",
            email=user.email,
            confirmed="" if user.email_verified_at else "Not confirmed",
            joined=day(user.created_at),
            seen=ago(user.last_sign_in_at) if user.last_sign_in_at else "Never",
            status=Mark.of(OPEN if user.is_active else CLOSED),
        )
