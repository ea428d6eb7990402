"""What a browser has said about cookies. Only counting can be chosen; the rest is needed.

The cookie can be read by scripts, as it decides whether the question is shown; it is no secret.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from sqlmodel.ext.asyncio.session import AsyncSession

from core.content import consent_queries
from core.content.models import Consent
from core.identity.cookies import read_cookie
from core.kernel.principal import Principal

CONSENT_COOKIE = "ecomarket_choices"
VERSION = "1"  # grows when a purpose is added: everybody is asked again
KEPT_FOR = timedelta(days=180)
COUNTING = "counting"
ALL, NECESSARY = "all", "necessary"


@dataclass(frozen=True, slots=True)
class Choices:
    """``is_made`` is False for whoever has not been asked about this version."""

    is_made: bool = False
    counting: bool = False

    @classmethod
    def of(cls, cookie_header: str) -> Self:
        version, _, answer = read_cookie(cookie_header, CONSENT_COOKIE).partition(".")
        if version != VERSION or answer not in {ALL, NECESSARY}:
            return cls()
        return cls(is_made=True, counting=answer == ALL)

    @property
    def cookie(self) -> str:
        return f"{VERSION}.{ALL if self.counting else NECESSARY}"


async def record_choices(session: AsyncSession, principal: Principal, choices: Choices) -> None:
    """Keep the choice of a signed-in person, with its date and version."""
    if principal.user_id is None:
        return
    session.add(
        Consent(
            user_id=principal.user_id,
            purpose=COUNTING,
            is_granted=choices.counting,
            version=VERSION,
        )
    )
    await session.flush()


async def list_choices(session: AsyncSession, principal: Principal) -> list[Consent]:
    """A person's own, the newest first."""
    return list(await consent_queries.list_consents(session, principal.require_user()))
