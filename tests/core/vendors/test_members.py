"""Inviting, joining, changing and leaving a workshop."""

import pytest
from redis.asyncio import Redis
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import queries as users
from core.identity import sessions
from core.identity.errors import LinkSpent, PasswordTooCommon, WrongCredentials
from core.identity.models import App, OneTimeToken, TokenPurpose, User
from core.identity.passwords import verify_password
from core.kernel.errors import Forbidden
from core.kernel.principal import Role, VendorRole
from core.vendors import queries
from core.vendors.accept_invitation import accept_invitation, find_invitation
from core.vendors.change_member_role import change_member_role
from core.vendors.errors import AlreadyMember, LastOwner, MemberNotFound
from core.vendors.invite_member import invite_member
from core.vendors.models import VendorMember
from core.vendors.remove_member import remove_member
from tests.factories.identity import PASSWORD, a_session, a_user
from tests.factories.mails import everything_told, mailed_secret
from tests.factories.workshops import a_vendor, joined

IP = "192.0.2.1"
INVITATION = TokenPurpose.INVITATION


async def invited_user(session: AsyncSession, email: str) -> User:
    user = await users.find_user_by_email(session, email)
    assert user is not None
    return user


async def test_an_invited_stranger_chooses_a_password_and_can_work(
    session: AsyncSession, cache: Redis
):
    vendor = await a_vendor(session)
    owner = await joined(session, vendor)
    await invite_member(session, owner, " New@Example.com ", VendorRole.ORDERS)
    user = await invited_user(session, "new@example.com")
    secret = await mailed_secret(session, user, INVITATION)
    token = await a_session(session, user, App.VENDOR_PORTAL)
    assert await sessions.resolve(session, token, app="vendor_portal") is None

    await accept_invitation(session, secret, "Nia New", PASSWORD, IP)

    token = await a_session(session, user, App.VENDOR_PORTAL)
    principal = await sessions.resolve(session, token, app="vendor_portal")
    assert principal is not None
    assert (principal.vendor_id, principal.vendor_role) == (vendor.id, VendorRole.ORDERS)
    assert user.name == "Nia New"
    assert user.email_verified_at is not None
    assert await users.list_roles(session, user.id) == {Role.CUSTOMER, Role.VENDOR}


async def test_an_invitation_works_once(session: AsyncSession, cache: Redis):
    owner = await joined(session, await a_vendor(session))
    await invite_member(session, owner, "new@example.com", VendorRole.ORDERS)
    user = await invited_user(session, "new@example.com")
    secret = await mailed_secret(session, user, INVITATION)
    await accept_invitation(session, secret, "Nia New", PASSWORD, IP)

    with pytest.raises(LinkSpent):
        await accept_invitation(session, secret, "Eve", "another long password", IP)

    assert user.name == "Nia New"
    assert user.password_hash is not None
    assert (await verify_password(PASSWORD, user.password_hash)).matches
    assert await find_invitation(session, secret) is None


async def test_who_has_an_account_joins_with_its_password_only(
    session: AsyncSession, cache: Redis
):
    owner = await joined(session, await a_vendor(session))
    user = await a_user(session, email="ada@example.com")
    await invite_member(session, owner, "ada@example.com", VendorRole.CATALOG)
    secret = await mailed_secret(session, user, INVITATION)

    with pytest.raises(WrongCredentials):
        async with session.begin_nested():
            await accept_invitation(session, secret, "Ada", "a guess at the password", IP)
    member = await accept_invitation(session, secret, "", PASSWORD, IP)

    assert member.joined_at is not None
    assert user.name == "Ada Weaver"


async def test_the_page_of_an_invitation_says_what_it_needs_to(session: AsyncSession):
    owner = await joined(session, await a_vendor(session, name="Elm"))
    user = await a_user(session, email="ada@example.com")
    await invite_member(session, owner, "ada@example.com", VendorRole.CATALOG)
    secret = await mailed_secret(session, user, INVITATION)

    invitation = await find_invitation(session, secret)

    assert invitation is not None
    assert (invitation.shop_name, invitation.email) == ("Elm", "ada@example.com")
    assert invitation.has_account
    assert await find_invitation(session, "not a secret") is None


async def test_a_weak_password_does_not_use_up_the_invitation(
    session: AsyncSession, cache: Redis
):
    owner = await joined(session, await a_vendor(session))
    await invite_member(session, owner, "new@example.com", VendorRole.ORDERS)
    user = await invited_user(session, "new@example.com")
    secret = await mailed_secret(session, user, INVITATION)

    with pytest.raises(PasswordTooCommon):
        async with session.begin_nested():
            await accept_invitation(session, secret, "Nia", "password1234", IP)

    assert await find_invitation(session, secret) is not None


async def test_inviting_again_replaces_the_first_link(session: AsyncSession, cache: Redis):
    vendor = await a_vendor(session)
    owner = await joined(session, vendor)
    await invite_member(session, owner, "new@example.com", VendorRole.ORDERS)
    user = await invited_user(session, "new@example.com")
    first = await mailed_secret(session, user, INVITATION)

    await invite_member(session, owner, "new@example.com", VendorRole.FINANCE)

    assert await find_invitation(session, first) is None
    members = await queries.list_members(session, vendor.id)
    assert [(m.user.email, m.member.role) for m in members if m.is_pending] == [
        ("new@example.com", VendorRole.FINANCE)
    ]


async def test_a_member_is_not_invited_again(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await joined(session, vendor)

    with pytest.raises(AlreadyMember):
        await invite_member(session, owner, owner.email or "", VendorRole.ORDERS)


@pytest.mark.bends_rows
async def test_only_owners_invite(session: AsyncSession):
    member = await joined(session, await a_vendor(session), VendorRole.CATALOG)

    with pytest.raises(Forbidden):
        await invite_member(session, member, "new@example.com", VendorRole.OWNER)

    assert (await session.exec(select(OneTimeToken))).all() == []
    assert await everything_told(session) == []


async def test_the_last_owner_neither_leaves_nor_steps_down(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await joined(session, vendor)
    await joined(session, vendor, VendorRole.CATALOG)
    await invite_member(session, owner, "next@example.com", VendorRole.OWNER)
    me = await queries.find_member(session, vendor.id, owner.require_user())
    assert me is not None

    with pytest.raises(LastOwner):
        await remove_member(session, owner, me.id)
    with pytest.raises(LastOwner):
        await change_member_role(session, owner, me.id, VendorRole.FINANCE)

    await session.refresh(me)
    assert me.role is VendorRole.OWNER


async def test_one_of_two_owners_may_leave(session: AsyncSession):
    vendor = await a_vendor(session)
    owner, other = await joined(session, vendor), await joined(session, vendor)
    me = await queries.find_member(session, vendor.id, owner.require_user())
    assert me is not None

    await remove_member(session, owner, me.id)

    assert await queries.list_owner_ids(session, vendor.id) == {other.user_id}
    assert Role.VENDOR not in await users.list_roles(session, owner.require_user())


async def test_a_removed_member_can_do_nothing_more_at_once(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await joined(session, vendor)
    user = await a_user(session, roles=(Role.CUSTOMER, Role.VENDOR))
    await joined(session, vendor, VendorRole.ORDERS, user)
    token = await a_session(session, user, App.VENDOR_PORTAL)
    assert await sessions.resolve(session, token, app="vendor_portal") is not None
    member = await queries.find_member(session, vendor.id, user.id)
    assert member is not None

    await remove_member(session, owner, member.id)

    assert await sessions.resolve(session, token, app="vendor_portal") is None


async def test_members_of_another_workshop_are_not_there(session: AsyncSession):
    mine, theirs = await a_vendor(session, name="Mine"), await a_vendor(session, name="Theirs")
    owner, stranger = await joined(session, mine), await joined(session, theirs)
    member = await queries.find_member(session, theirs.id, stranger.require_user())
    assert member is not None

    with pytest.raises(MemberNotFound):
        await remove_member(session, owner, member.id)
    with pytest.raises(MemberNotFound):
        await change_member_role(session, owner, member.id, VendorRole.SUPPORT)

    assert await session.get(VendorMember, member.id) is not None


async def test_a_member_leaves_but_removes_nobody(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await joined(session, vendor)
    packer = await joined(session, vendor, VendorRole.ORDERS)
    boss = await queries.find_member(session, vendor.id, owner.require_user())
    me = await queries.find_member(session, vendor.id, packer.require_user())
    assert boss is not None
    assert me is not None

    with pytest.raises(Forbidden):
        await remove_member(session, packer, boss.id)
    await remove_member(session, packer, me.id)

    assert await queries.find_member(session, vendor.id, packer.require_user()) is None
