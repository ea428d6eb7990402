"""Operators' accounts, roles, closed accounts and the audit trail."""

import pytest
from redis.asyncio import Redis
from sqlalchemy.exc import DBAPIError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit, profile, queries, sessions
from core.identity.create_admin import create_admin
from core.identity.deactivate_user import deactivate_user, reactivate_user
from core.identity.errors import LastSuperAdmin, PasswordTooCommon, WrongCredentials
from core.identity.grant_role import grant_role, revoke_role
from core.identity.list_users import list_users
from core.identity.models import App, AuditEntry
from core.identity.passwords import verify_password
from core.kernel.errors import Forbidden, Invalid, SignInRequired
from core.kernel.principal import GUEST, SYSTEM, Principal, Role
from tests.factories.identity import PASSWORD, a_session, a_user, customer, staff

NEW = "linen thread, waxed twice"


async def test_the_command_line_makes_a_super_admin(session: AsyncSession):
    user = await create_admin(session, SYSTEM, " Root@Example.com", "Rut Root", NEW)

    token = await a_session(session, user, App.ADMIN)
    principal = await sessions.resolve(session, token, app="admin")
    assert principal is not None
    assert principal.roles == {Role.SUPER_ADMIN}
    (entry,) = await session.exec(select(AuditEntry))
    assert (entry.actor, entry.action) == ("system", "identity.create_admin")


async def test_making_an_operator_of_a_customer_ends_their_sessions(session: AsyncSession):
    user = await a_user(session, email="ada@example.com", is_confirmed=False)
    token = await a_session(session, user)

    again = await create_admin(session, SYSTEM, "ada@example.com", "Ada", NEW, role=Role.ADMIN)

    assert again.id == user.id
    assert await sessions.resolve(session, token, app="storefront") is None
    assert await queries.list_roles(session, user.id) == {Role.CUSTOMER, Role.ADMIN}
    assert (await verify_password(NEW, user.password_hash)).matches


async def test_operators_do_not_make_operators(session: AsyncSession):
    admin, user = await staff(session, Role.ADMIN), await a_user(session)

    for caller, refusal in ((admin, Forbidden), (GUEST, SignInRequired)):
        with pytest.raises(refusal):
            await grant_role(session, caller, user.id, Role.ADMIN)
        with pytest.raises(refusal):
            await create_admin(session, caller, "eve@example.com", "Eve", NEW)

    assert await queries.list_roles(session, user.id) == {Role.CUSTOMER}


async def test_a_role_is_given_and_taken_with_the_sessions_that_used_it(session: AsyncSession):
    boss, user = await staff(session, Role.SUPER_ADMIN), await a_user(session)
    await grant_role(session, boss, user.id, Role.ADMIN)
    token = await a_session(session, user, App.ADMIN)
    assert await sessions.resolve(session, token, app="admin") is not None

    await revoke_role(session, boss, user.id, Role.ADMIN)

    assert await sessions.resolve(session, token, app="admin") is None
    assert await queries.list_roles(session, user.id) == {Role.CUSTOMER}


async def test_the_vendor_role_is_not_given_by_hand(session: AsyncSession):
    boss, user = await staff(session, Role.SUPER_ADMIN), await a_user(session)

    with pytest.raises(Invalid):
        await grant_role(session, boss, user.id, Role.VENDOR)


async def test_the_last_super_admin_stays(session: AsyncSession):
    boss = await staff(session, Role.SUPER_ADMIN)

    with pytest.raises(LastSuperAdmin):
        await revoke_role(session, boss, boss.require_user(), Role.SUPER_ADMIN)
    with pytest.raises(LastSuperAdmin):
        await deactivate_user(session, boss, boss.require_user(), "Leaving")

    assert await queries.list_roles(session, boss.require_user()) >= {Role.SUPER_ADMIN}
    other = await staff(session, Role.SUPER_ADMIN)
    await revoke_role(session, other, boss.require_user(), Role.SUPER_ADMIN)
    assert await queries.lock_active_super_admins(session) == [other.user_id]


async def test_a_closed_account_opens_nothing_until_it_is_reopened(session: AsyncSession):
    operator, user = await staff(session), await a_user(session)
    token = await a_session(session, user)

    await deactivate_user(session, operator, user.id, "Fraud")

    assert await sessions.resolve(session, token, app="storefront") is None
    await reactivate_user(session, operator, user.id)
    assert user.is_active
    assert await sessions.resolve(session, token, app="storefront") is None
    trail = await audit.list_entries(session, operator, object_id=str(user.id))
    assert [entry.action for entry in trail.items] == [
        "identity.reactivate_user",
        "identity.deactivate_user",
    ]


async def test_an_operator_does_not_close_an_operators_account(session: AsyncSession):
    operator, boss = await staff(session), await staff(session, Role.SUPER_ADMIN)

    with pytest.raises(Forbidden):
        await deactivate_user(session, operator, boss.require_user(), "Mutiny")


@pytest.mark.bends_rows
async def test_the_audit_trail_cannot_be_changed(session: AsyncSession):
    operator = await staff(session)
    entry = await audit.record(session, operator, "orders.refund", "order", "1", "12.50 €")

    entry.summary = "nothing"
    with pytest.raises(DBAPIError, match="append-only"):
        await session.flush()


async def test_the_audit_trail_is_searched_by_staff_only(session: AsyncSession):
    operator = await staff(session)
    await audit.record(session, operator, "orders.refund", "order", "1", "12.50 €", minor=1250)
    await audit.record(session, SYSTEM, "vendors.approve", "vendor", "2", "Elm is approved")

    by_domain = await audit.list_entries(session, operator, action="vendors.")
    by_person = await audit.list_entries(session, operator, actor=operator.email or "")
    by_id = await audit.list_entries(session, operator, actor=str(operator.user_id))

    assert [entry.summary for entry in by_domain.items] == ["Elm is approved"]
    assert [entry.data for entry in by_person.items] == [{"minor": 1250}]
    assert [entry.summary for entry in by_id.items] == ["12.50 €"]
    with pytest.raises(Forbidden):
        await audit.list_entries(session, customer(await a_user(session)))


async def test_accounts_are_looked_up_by_staff_only(session: AsyncSession):
    operator = await staff(session)
    user = await a_user(session, email="a_b@example.com", name="Ada")
    await a_user(session, email="axb@example.com", name="Bea")

    page = await list_users(session, operator, search="a_b")

    assert [found.id for found in page.items] == [user.id]
    with pytest.raises(Forbidden):
        await list_users(session, customer(user))


async def test_changing_the_password_keeps_this_browser_only(
    session: AsyncSession, cache: Redis
):
    user = await a_user(session)
    here, there = await a_session(session, user), await a_session(session, user)
    caller = await sessions.resolve(session, here, app="storefront")
    assert caller is not None

    with pytest.raises(WrongCredentials):
        await profile.change_password(session, caller, "a wrong guess", NEW, ip="192.0.2.1")
    with pytest.raises(PasswordTooCommon):
        await profile.change_password(session, caller, PASSWORD, "qwertyuiop", ip="192.0.2.1")
    await profile.change_password(session, caller, PASSWORD, NEW, ip="192.0.2.1")

    assert await sessions.resolve(session, here, app="storefront") == caller
    assert await sessions.resolve(session, there, app="storefront") is None
    assert (await verify_password(NEW, user.password_hash)).matches


async def test_a_session_of_someone_else_cannot_be_ended(session: AsyncSession):
    ada, eve = await a_user(session), await a_user(session)
    token = await a_session(session, ada)
    (row,) = await sessions.list_sessions(session, customer(ada))

    await sessions.revoke_session(session, customer(eve), row.id)

    assert await sessions.resolve(session, token, app="storefront") is not None
    await sessions.revoke_session(session, Principal(user_id=ada.id), row.id)
    assert await sessions.resolve(session, token, app="storefront") is None
