"""Gift cards and what is owed, for staff. No code can be read here: none is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.prepaid import statement_queries
from core.prepaid.errors import UnknownCard
from core.prepaid.models import GiftCard, GiftCardEntry, GiftCardStatus

KINDS = {"gift_card": "Gift cards", "store_credit": "Store credit", "points": "Points"}


@dataclass(frozen=True, slots=True)
class Owed:
    """What the market owes of one kind, and to how many cards or accounts."""

    kind: str
    amount: Money
    holders: int


async def list_cards(
    session: AsyncSession,
    staff: Principal,
    *,
    search: str = "",
    status: GiftCardStatus | None = None,
    page: int = 1,
) -> Page[GiftCard]:
    staff.require_staff()
    return await statement_queries.list_cards(
        session, search=search[:100], status=status, page=page
    )


async def get_card(
    session: AsyncSession, staff: Principal, card_id: UUID
) -> tuple[GiftCard, Sequence[GiftCardEntry]]:
    staff.require_staff()
    card = await session.get(GiftCard, card_id)
    if card is None:
        raise UnknownCard
    return card, await statement_queries.entries_of_card(session, card.id)


async def list_owed(session: AsyncSession, staff: Principal) -> list[Owed]:
    """The liability report: it is what the books say, as an invariant makes sure."""
    staff.require_staff()
    found = await statement_queries.owed(session)
    return [
        Owed(KINDS[kind], Money(minor, currency), holders)
        for (kind, currency), (minor, holders) in sorted(found.items())
    ]
