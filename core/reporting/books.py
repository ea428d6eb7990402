"""Whether the books add up, for the operator who looks now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.kernel.principal import Principal
from core.ledger.models import AccountKind
from core.ledger.queries import trial_balance
from core.reporting.proofs import Contradiction, contradictions, proofs

RECENT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Books:
    """``balance`` is every kind of account by currency, debit positive; ``broken`` are the
    proofs that do not hold of ``proofs`` that were asked.
    """

    balance: Mapping[tuple[AccountKind, str], Money]
    broken: tuple[Contradiction, ...]
    proofs: int

    @property
    def sums(self) -> Mapping[str, Money]:
        """By currency; zero in books that balance."""
        found: dict[str, Money] = {}
        for (_, currency), amount in self.balance.items():
            found[currency] = found.get(currency, Money.zero(currency)) + amount
        return found

    @property
    def is_balanced(self) -> bool:
        return not self.broken and not any(self.sums.values())


async def books(session: AsyncSession, caller: Principal, now: datetime) -> Books:
    """Asks about all that was touched in the last two days; a job asks about everything each
    night. What is committed between two proofs may look like a contradiction, so one counts
    when it is still there at a second look.
    """
    caller.require_staff()
    since = now - RECENT
    found = await contradictions(session, since=since)
    if found:
        found = await contradictions(session, since=since)
    return Books(await trial_balance(session), tuple(found), len(proofs()))
