"""How much a shopper keeps an eye on: figures for the home of their account."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal
from core.saved import alert_queries, follow_queries, queries, search_queries
from core.saved.owner import Owner


@dataclass(frozen=True, slots=True)
class Watched:
    """``alerts`` counts saved searches, too."""

    saved: int
    following: int
    alerts: int


async def count_watched(session: AsyncSession, caller: Principal) -> Watched:
    user_id = caller.require_user()
    return Watched(
        saved=await queries.count_saved(session, Owner(user_id=user_id)),
        following=await follow_queries.count_followed(session, user_id),
        alerts=await alert_queries.count_waiting(session, caller)
        + await search_queries.count_searches(session, user_id),
    )
