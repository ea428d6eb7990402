"""Who acts for the caller's workshop."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal
from core.vendors import queries
from core.vendors.queries import Membership


async def list_members(session: AsyncSession, principal: Principal) -> list[Membership]:
    """Members and open invitations."""
    return await queries.list_members(session, principal.require_vendor())
