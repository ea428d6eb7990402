"""Ask to sell on the market."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import queries as users
from core.identity.authenticate import authenticate
from core.identity.confirm_email import request_confirmation
from core.identity.emails import normal_email
from core.identity.events import SignUpRepeated
from core.identity.models import App, User
from core.identity.passwords import ensure_acceptable, hash_password
from core.identity.roles import hold_role
from core.identity.sign_up import acceptable_name, may_be_mailed, register
from core.kernel.clock import utc_now
from core.kernel.principal import Principal, Role, VendorRole
from core.vendors import queries, selvedge
from core.vendors.errors import ShopDetailsInvalid
from core.vendors.events import VendorApplied
from core.vendors.models import Vendor, VendorMember, VendorStatus
from core.vendors.move_vendor import note_move
from core.vendors.shop_details import checked_country, checked_text
from core.vendors.slugs import free_slug, slug_of


@dataclass(frozen=True, slots=True)
class Application:
    """What a maker fills in; the shop itself is described after the first sign-in."""

    name: str
    email: str
    password: str
    shop_name: str
    craft: str
    country: str


async def apply(session: AsyncSession, application: Application, ip: str) -> None:
    """Open an account and a workshop that can be set up.

    An address that has an account needs that account's password. Whether it had one, and
    whether the password was right, shows neither in the answer nor in the time: the owner is
    told by mail.
    """
    shop_name, craft, country = _checked_shop(application)
    name, email = acceptable_name(application.name), normal_email(application.email)
    ensure_acceptable(application.password, email=email)
    user = await users.find_user_by_email(session, email)
    if user is None:
        password_hash = await hash_password(application.password)
        user = await register(session, App.VENDOR_PORTAL, name, email, password_hash)
    elif not await _is_owner_of_account(session, user, application, ip):
        if await may_be_mailed(email):
            await emit(session, SignUpRepeated(user_id=user.id, app=App.VENDOR_PORTAL))
        return
    await open_workshop(session, user, shop_name, craft, country)
    if user.email_verified_at is None and await may_be_mailed(email):
        await request_confirmation(session, user, App.VENDOR_PORTAL)


async def open_workshop(
    session: AsyncSession, user: User, shop_name: str, craft: str, country: str
) -> Vendor:
    """A vendor in onboarding, with ``user`` as its owner."""
    slug = free_slug(shop_name, await queries.list_slugs_like(session, slug_of(shop_name)))
    vendor = Vendor(slug=slug, name=shop_name, craft=craft, email=user.email, country=country)
    vendor.selvedge = selvedge.css(vendor.id)
    session.add(vendor)
    await session.flush()
    await _join(session, vendor.id, user.id)
    applicant = Principal(user_id=user.id, email=user.email)
    note_move(session, applicant, vendor, VendorStatus.ONBOARDING)
    await session.flush()
    await emit(session, VendorApplied(vendor_id=vendor.id, user_id=user.id))
    return vendor


async def _join(session: AsyncSession, vendor_id: UUID, user_id: UUID) -> None:
    session.add(
        VendorMember(
            vendor_id=vendor_id, user_id=user_id, role=VendorRole.OWNER, joined_at=utc_now()
        )
    )
    await hold_role(session, user_id, Role.VENDOR)


async def _is_owner_of_account(
    session: AsyncSession, user: User, application: Application, ip: str
) -> bool:
    """Someone who knows the password and does not act for a workshop yet."""
    opened = await authenticate(session, user.email, application.password, ip)
    return opened is not None and not await users.is_member(session, user.id)


def _checked_shop(application: Application) -> tuple[str, str, str]:
    name = checked_text("name", application.shop_name)
    if not name:
        raise ShopDetailsInvalid("The workshop needs a name.", field="shop_name")
    return name, checked_text("craft", application.craft), checked_country(application.country)
