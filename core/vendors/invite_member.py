"""Ask a person to act for a workshop."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import one_time_tokens
from core.identity import queries as users
from core.identity.emails import normal_email
from core.identity.models import App, TokenPurpose, User
from core.identity.sign_up import register
from core.kernel.principal import Principal, VendorRole
from core.vendors import queries
from core.vendors.errors import AlreadyMember, TooManyMembers
from core.vendors.events import VendorMemberInvited
from core.vendors.models import VendorMember
from core.vendors.policies import ensure_owner

MOST = 50


async def invite_member(
    session: AsyncSession, principal: Principal, email: str, role: VendorRole
) -> VendorMember:
    """Mail an invitation; one that still waits is replaced. The inviter does not learn whether
    the address has an account.
    """
    vendor_id = ensure_owner(principal)
    email = normal_email(email)
    await queries.lock_vendor(session, vendor_id)
    user = await users.find_user_by_email(session, email)
    if user is None:
        name = email.partition("@")[0]
        user = await register(session, App.VENDOR_PORTAL, name, email, None)
    await _make_room(session, vendor_id, user)
    member = VendorMember(
        vendor_id=vendor_id, user_id=user.id, role=role, invited_by=principal.user_id
    )
    session.add(member)
    await one_time_tokens.issue(session, user, TokenPurpose.INVITATION, token_id=member.id)
    await emit(session, VendorMemberInvited(vendor_id=vendor_id, member_id=member.id))
    return member


async def _make_room(session: AsyncSession, vendor_id: UUID, user: User) -> None:
    present = await queries.find_member(session, vendor_id, user.id)
    if present is None:
        if len(await queries.list_members(session, vendor_id)) >= MOST:
            raise TooManyMembers(MOST)
        return
    if present.joined_at is not None:
        raise AlreadyMember
    await users.delete_token(session, present.id)
    await session.delete(present)
    await session.flush()
