"""What holds for prepaid value in a currency: an operator's row, or the defaults."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.prepaid import queries
from core.prepaid.models import PrepaidRules

MAX_CARDS = 8


async def rules_for(session: AsyncSession, currency: str) -> PrepaidRules:
    return await queries.find_rules(session, currency) or PrepaidRules(
        currency=currency,
        smallest_minor=1_000,
        largest_minor=50_000,
        amounts=[2_500, 5_000, 10_000, 15_000],
    )
