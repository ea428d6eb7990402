"""Workshops at any point of their life, and the people who act for them."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.models import User
from core.kernel.clock import utc_now
from core.kernel.ids import new_id
from core.kernel.principal import Principal, Role, VendorRole
from core.vendors.models import Vendor, VendorMember, VendorStatus
from core.vendors.shop_details import ShopDetails
from tests.factories.identity import a_user


async def a_vendor(
    session: AsyncSession, status: VendorStatus = VendorStatus.APPROVED, *, name: str = "Elm"
) -> Vendor:
    """With everything filled in that a review asks for."""
    vendor = Vendor(
        slug=f"{name.casefold()}-{new_id()}",
        name=name,
        status=status,
        craft="turning",
        story="We turn bowls from storm-felled elm.",
        legal_name="Elm Ltd",
        email="hello@elm.example.com",
        line1="1 Mill Lane",
        postcode="LA1 1AA",
        town="Lancaster",
        country="GB",
    )
    session.add(vendor)
    await session.flush()
    return vendor


async def joined(
    session: AsyncSession,
    vendor: Vendor,
    role: VendorRole = VendorRole.OWNER,
    user: User | None = None,
) -> Principal:
    """Someone who acts for the workshop, as the vendor portal sees them."""
    user = user or await a_user(session, roles=(Role.CUSTOMER, Role.VENDOR))
    session.add(
        VendorMember(vendor_id=vendor.id, user_id=user.id, role=role, joined_at=utc_now())
    )
    await session.flush()
    return Principal(user.id, frozenset({Role.VENDOR}), user.email, vendor.id, role)


def details(**changes: object) -> ShopDetails:
    usual: dict[str, object] = {
        "name": "Elm & Ash",
        "craft": "turning",
        "story": "We turn bowls.",
        "legal_name": "Elm Ltd",
        "email": "hello@elm.example.com",
        "line1": "1 Mill Lane",
        "postcode": "LA1 1AA",
        "town": "Lancaster",
        "country": "gb",
    }
    return ShopDetails(**usual | changes)  # pyright: ignore[reportArgumentType]
