"""What an account lets a checkout fill in."""

from core.db.session import read_session
from core.identity.addresses import list_addresses
from core.identity.models import Address
from core.kernel.principal import Principal

REMEMBERED = ("name", "line1", "line2", "postcode", "city", "region", "phone")


async def usual_address(caller: Principal) -> Address | None:
    if caller.user_id is None:
        return None
    async with read_session() as session:
        addresses = await list_addresses(session, caller)
    return addresses[0] if addresses else None


def known_of(address: Address) -> dict[str, str]:
    return {name: getattr(address, name) for name in REMEMBERED}


def in_a_line(address: Address) -> str:
    return f"{address.name}, {address.line1}, {address.postcode} {address.city}"
