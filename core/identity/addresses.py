"""The address book. Every function acts on the caller's own entries only."""

from dataclasses import dataclass, fields
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import queries
from core.identity.errors import AddressIncomplete, TooManyAddresses
from core.identity.models import Address
from core.kernel.principal import Principal

MOST = 20
LIMITS = {
    "name": 120,
    "line1": 120,
    "line2": 120,
    "postcode": 16,
    "city": 80,
    "region": 80,
    "phone": 32,
}
REQUIRED = {
    "name": "Who receives the parcel?",
    "line1": "Street and number are missing.",
    "postcode": "The postcode is missing.",
    "city": "The city is missing.",
}
ISO_LENGTH = 2


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """What a person typed. ``country`` is an ISO 3166 code of two letters."""

    name: str
    line1: str
    postcode: str
    city: str
    country: str
    line2: str = ""
    region: str = ""
    phone: str = ""


async def list_addresses(session: AsyncSession, principal: Principal) -> list[Address]:
    """The default one first."""
    return await queries.list_addresses(session, principal.require_user())


async def get_address(session: AsyncSession, principal: Principal, address_id: UUID) -> Address:
    return await queries.get_address(session, principal.require_user(), address_id)


async def add_address(
    session: AsyncSession,
    principal: Principal,
    typed: PostalAddress,
    *,
    is_default: bool = False,
) -> Address:
    """The first entry becomes the default by itself."""
    user_id = principal.require_user()
    values = _checked(typed)
    await queries.lock_user(session, user_id)
    present = await queries.list_addresses(session, user_id)
    if len(present) >= MOST:
        raise TooManyAddresses(MOST)
    address = Address.model_validate({"user_id": user_id, **values})
    session.add(address)
    await session.flush()
    if is_default or not present:
        await _make_default(session, address)
    return address


async def edit_address(
    session: AsyncSession, principal: Principal, address_id: UUID, typed: PostalAddress
) -> Address:
    address = await queries.get_address(session, principal.require_user(), address_id)
    for name, value in _checked(typed).items():
        setattr(address, name, value)
    await session.flush()
    return address


async def remove_address(session: AsyncSession, principal: Principal, address_id: UUID) -> None:
    """The oldest remaining entry takes over as the default."""
    user_id = principal.require_user()
    await queries.lock_user(session, user_id)
    address = await queries.get_address(session, user_id, address_id)
    was_default = address.is_default
    await session.delete(address)
    await session.flush()
    if was_default and (left := await queries.list_addresses(session, user_id)):
        left[0].is_default = True


async def make_default(
    session: AsyncSession, principal: Principal, address_id: UUID
) -> Address:
    user_id = principal.require_user()
    await queries.lock_user(session, user_id)
    address = await queries.get_address(session, user_id, address_id)
    await _make_default(session, address)
    return address


async def _make_default(session: AsyncSession, address: Address) -> None:
    await queries.clear_default_address(session, address.user_id)
    address.is_default = True
    await session.flush()


def _checked(typed: PostalAddress) -> dict[str, str]:
    values = {
        field.name: " ".join(str(getattr(typed, field.name)).split()) for field in fields(typed)
    }
    for name, message in REQUIRED.items():
        if not values[name]:
            raise AddressIncomplete(message, field=name)
    for name, limit in LIMITS.items():
        if len(values[name]) > limit or not values[name].isprintable():
            raise AddressIncomplete(f"Use at most {limit} characters.", field=name)
    values["country"] = values["country"].upper()
    if len(values["country"]) != ISO_LENGTH or not values["country"].isalpha():
        raise AddressIncomplete("Choose a country.", field="country")
    return values
