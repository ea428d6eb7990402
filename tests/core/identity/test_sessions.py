"""How long a session lasts and what looking it up costs."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import read_session, transaction
from core.identity import sessions
from core.identity.forget_expired import forget_expired
from core.identity.models import App, OneTimeToken, TokenPurpose, UserSession
from core.identity.one_time_tokens import issue
from core.kernel.clock import utc_now
from core.kernel.principal import Role
from core.kernel.secrets import token_hash
from tests.factories.identity import a_session, a_user
from tests.statements import recorded_statements


async def only_session(session: AsyncSession) -> UserSession:
    row = (await session.exec(select(UserSession))).one()
    await session.refresh(row)
    return row


async def set_times(session: AsyncSession, **times: object) -> None:
    await session.execute(update(UserSession).values(**times))


async def test_looking_a_session_up_is_one_statement(
    session: AsyncSession, engine: AsyncEngine
):
    user = await a_user(session, roles=(Role.CUSTOMER, Role.ADMIN))
    token = await a_session(session, user, App.ADMIN)

    with recorded_statements(engine) as statements:
        principal = await sessions.resolve(session, token, app="admin")

    assert principal is not None
    assert len(statements) == 1


async def test_a_session_that_is_used_lives_on(session: AsyncSession):
    user = await a_user(session)
    token = await a_session(session, user)
    long_ago = utc_now() - timedelta(days=20)
    await set_times(session, last_seen_at=long_ago, expires_at=utc_now() + timedelta(days=10))

    await sessions.resolve(session, token, app="storefront")

    row = await only_session(session)
    assert row.expires_at > utc_now() + timedelta(days=29)
    assert row.last_seen_at > utc_now() - timedelta(minutes=1)


async def test_a_session_is_not_written_at_every_look(session: AsyncSession):
    user = await a_user(session)
    token = await a_session(session, user)
    recent = utc_now() - timedelta(minutes=4)
    await set_times(session, last_seen_at=recent)

    await sessions.resolve(session, token, app="storefront")

    assert (await only_session(session)).last_seen_at == recent


@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "ü\x00", "' OR 1=1 --"])
async def test_a_made_up_cookie_is_nobody(session: AsyncSession, token: str):
    await a_session(session, await a_user(session))

    assert await sessions.resolve(session, token, app="storefront") is None


async def test_an_expired_session_is_nobody(session: AsyncSession):
    token = await a_session(session, await a_user(session))
    await set_times(session, expires_at=utc_now() - timedelta(seconds=1))

    assert await sessions.resolve(session, token, app="storefront") is None


async def test_a_look_that_only_reads_keeps_the_session_alive(clean_database: AsyncEngine):
    async with transaction() as writing:
        token = await a_session(writing, await a_user(writing))
        stale = utc_now() - timedelta(hours=1)
        await writing.flush()
        await writing.execute(update(UserSession).values(last_seen_at=stale))

    async with read_session() as reading:
        await sessions.resolve(reading, token, app="storefront")

    async with read_session() as later:
        row = (await later.exec(select(UserSession).order_by(col(UserSession.id)))).one()
    assert row.last_seen_at > stale + timedelta(minutes=50)


@pytest.mark.bends_rows
async def test_what_ended_long_ago_is_forgotten(session: AsyncSession):
    user = await a_user(session)
    old, ended, live = [await a_session(session, user) for _ in range(3)]
    rows = (await session.exec(select(UserSession).order_by(col(UserSession.id)))).all()
    long_ago = utc_now() - timedelta(days=31)
    rows[0].expires_at = long_ago
    rows[1].revoked_at = utc_now() - timedelta(days=29)
    token = await issue(session, user, TokenPurpose.RESET_PASSWORD)
    token.used_at = long_ago
    fresh = await issue(session, user, TokenPurpose.RESET_PASSWORD)
    await session.flush()

    assert await forget_expired(session) == 2

    left = set(await session.exec(select(UserSession.token_hash)))
    assert left == {token_hash(ended), token_hash(live)}
    assert token_hash(old) not in left
    assert (await session.exec(select(OneTimeToken.id))).all() == [fresh.id]
