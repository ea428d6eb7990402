"""Join a workshop with the link from an invitation."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import one_time_tokens
from core.identity import queries as users
from core.identity.authenticate import authenticate
from core.identity.errors import LinkSpent, WrongCredentials
from core.identity.models import TokenPurpose, User
from core.identity.passwords import ensure_acceptable, hash_password
from core.identity.roles import hold_role
from core.identity.sign_up import acceptable_name
from core.kernel.clock import utc_now
from core.kernel.principal import Role
from core.vendors import queries
from core.vendors.events import VendorMemberJoined
from core.vendors.models import VendorMember


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the page shows to whoever holds the link."""

    shop_name: str
    email: str
    has_account: bool


async def find_invitation(session: AsyncSession, secret: str) -> Invitation | None:
    """Reads only; None for a link that is unknown, used, replaced or too old."""
    token = await one_time_tokens.peek(session, secret, TokenPurpose.INVITATION)
    member = await queries.find_invitation(session, token.id) if token else None
    if token is None or member is None:
        return None
    vendor = await queries.get_vendor(session, member.vendor_id)
    user = await users.get_user(session, member.user_id)
    return Invitation(vendor.name, token.email, has_account=_has_owner(user))


async def accept_invitation(
    session: AsyncSession, secret: str, name: str, password: str, ip: str
) -> VendorMember:
    """Once per link. Who has an account gives its password, who has none chooses one; the link
    shows that the mailbox is theirs.
    """
    token = await one_time_tokens.consume(session, secret, TokenPurpose.INVITATION)
    member = await queries.find_invitation(session, token.id)
    user = await users.lock_user(session, token.user_id)
    if member is None or not user.is_active or user.email != token.email:
        raise LinkSpent
    if not _has_owner(user):
        await _take_over(session, user, name, password)
    elif await authenticate(session, user.email, password, ip) is None:
        raise WrongCredentials
    member.joined_at = utc_now()
    await hold_role(session, user.id, Role.VENDOR)
    await emit(session, VendorMemberJoined(vendor_id=member.vendor_id, user_id=user.id))
    return member


def _has_owner(user: User) -> bool:
    """Until its address is confirmed, an account is nobody's yet."""
    return user.email_verified_at is not None and user.password_hash is not None


async def _take_over(session: AsyncSession, user: User, name: str, password: str) -> None:
    ensure_acceptable(password, email=user.email)
    user.name = acceptable_name(name)
    user.password_hash = await hash_password(password)
    user.email_verified_at = utc_now()
    await users.revoke_sessions(session, user.id)
    await users.void_tokens(session, user.id, TokenPurpose.VERIFY_EMAIL)
