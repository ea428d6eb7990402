"""Who of a workshop reads a mail."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import VendorRole
from core.notifications.letter import Letter
from core.notifications.outbox import post
from core.vendors import queries as vendor_queries


async def tell_workshop(
    session: AsyncSession, vendor_id: UUID, letter: Letter, role: VendorRole = VendorRole.ORDERS
) -> None:
    """Owners and the members it concerns; the shop's own address if it has none of them."""
    people = await vendor_queries.list_recipients(session, vendor_id, role)
    vendor = await vendor_queries.get_vendor(session, vendor_id)
    for recipient in [user.email for user in people] or [vendor.email]:
        await post(session, letter, recipient)
