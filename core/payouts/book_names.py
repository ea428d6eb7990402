"""Names for the owners of accounts: vendors are known by their ids in the books."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.ledger.models import AccountKind
from core.ledger.queries import VENDOR_KINDS
from core.orders.queries import vendors_of


async def names_of_owners(
    session: AsyncSession, accounts: Iterable[tuple[AccountKind, str]]
) -> dict[str, str]:
    """By the owner as it stands in the account."""
    ids = {UUID(owner) for kind, owner in accounts if kind in VENDOR_KINDS}
    found = await vendors_of(session, sorted(ids))
    return {str(vendor_id): vendor.name for vendor_id, vendor in found.items()}
