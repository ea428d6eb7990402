"""One link, many browsers at once."""

import asyncio
from collections.abc import Awaitable, Callable
from statistics import median
from time import perf_counter

import pytest
from httpx import ASGITransport, AsyncClient
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.app import build_api
from core.db.cache import cache as open_cache_client
from core.db.session import read_session, transaction
from core.events.models import OutboxMessage
from core.identity import one_time_tokens, queries
from core.identity.confirm_email import confirm_email
from core.identity.errors import LinkSpent
from core.identity.links import one_time_secret
from core.identity.models import OneTimeToken, TokenPurpose, User
from core.identity.reset_password import complete_reset
from core.kernel.clock import utc_now
from core.kernel.principal import Role, VendorRole
from core.vendors import queries as vendors
from core.vendors.accept_invitation import accept_invitation
from core.vendors.invite_member import invite_member
from core.vendors.remove_member import remove_member
from tests.factories.identity import a_user
from tests.factories.workshops import a_vendor, joined
from tests.races.racing import race

pytestmark = pytest.mark.race
RACERS = 20
NEW = "linen thread, waxed twice"
FORM = {"name": "Ada Weaver", "email": "ada@example.com", "password": NEW}


async def a_link(purpose: TokenPurpose) -> str:
    async with transaction() as session:
        user = await a_user(session, is_confirmed=purpose is not TokenPurpose.VERIFY_EMAIL)
        token = await one_time_tokens.issue(session, user, purpose)
    return one_time_secret(purpose, token.id)


async def an_invitation() -> str:
    async with transaction() as session:
        owner = await joined(session, await a_vendor(session))
        member = await invite_member(session, owner, "new@example.com", VendorRole.ORDERS)
    return one_time_secret(TokenPurpose.INVITATION, member.id)


def submitting(work: Callable[[AsyncSession, int], Awaitable[object]]):
    async def run(index: int) -> None:
        async with transaction() as session:
            await work(session, index)

    return run


async def submit_reset(secret: str) -> list[BaseException | None]:
    return await race(
        RACERS, submitting(lambda session, i: complete_reset(session, secret, f"{NEW} {i}"))
    )


def winners(results: list[BaseException | None]) -> int:
    unexpected = [r for r in results if r is not None and not isinstance(r, LinkSpent)]
    assert unexpected == []
    return results.count(None)


async def test_of_twenty_submits_of_a_reset_link_exactly_one_succeeds(
    clean_database: AsyncEngine,
):
    results = await submit_reset(await a_link(TokenPurpose.RESET_PASSWORD))

    assert winners(results) == 1
    async with read_session() as session:
        told = select(func.count()).where(OutboxMessage.event == "PasswordChanged")
        assert (await session.exec(told)).one() == 1


async def test_without_the_conditional_update_several_would_succeed(
    clean_database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
):
    everyone_has_looked = asyncio.Barrier(RACERS)

    async def look_then_use(
        session: AsyncSession, secret_hash: bytes, purpose: TokenPurpose
    ) -> OneTimeToken | None:
        token = await queries.find_live_token(session, secret_hash, purpose)
        await everyone_has_looked.wait()
        if token is not None:
            token.used_at = utc_now()
        return token

    monkeypatch.setattr(queries, "consume_token", look_then_use)

    assert winners(await submit_reset(await a_link(TokenPurpose.RESET_PASSWORD))) > 1


async def test_of_twenty_confirmations_exactly_one_succeeds(clean_database: AsyncEngine):
    secret = await a_link(TokenPurpose.VERIFY_EMAIL)

    results = await race(RACERS, submitting(lambda session, _: confirm_email(session, secret)))

    assert winners(results) == 1


async def test_of_twenty_acceptances_of_an_invitation_exactly_one_succeeds(
    clean_database: AsyncEngine, cache: Redis
):
    secret = await an_invitation()

    results = await race(
        RACERS,
        submitting(lambda s, i: accept_invitation(s, secret, f"Nia {i}", NEW, "192.0.2.1")),
    )

    assert winners(results) == 1


async def test_of_two_owners_who_remove_each_other_one_stays(clean_database: AsyncEngine):
    async with transaction() as session:
        vendor = await a_vendor(session)
        owners = [await joined(session, vendor), await joined(session, vendor)]
        rows = [await vendors.find_member(session, vendor.id, o.require_user()) for o in owners]
    ids = [row.id for row in rows if row]

    await race(2, submitting(lambda s, i: remove_member(s, owners[i], ids[1 - i])))

    async with read_session() as session:
        assert len(await vendors.list_owner_ids(session, vendor.id)) == 1


async def test_registering_one_address_twenty_times_at_once_makes_one_account(
    clean_database: AsyncEngine, cache: Redis
):
    transport = ASGITransport(build_api("storefront"))
    async with AsyncClient(transport=transport, base_url="http://localhost") as shop:
        shop.headers = {"Sec-Fetch-Site": "same-origin"}
        answers = await race(RACERS, lambda _: shop.post("/auth/sign-up", data=FORM))

    assert {getattr(answer, "status_code", answer) for answer in answers} == {303}
    async with read_session() as session:
        assert (await session.exec(select(func.count()).select_from(User))).one() == 1


async def test_unknown_accounts_cost_as_much_work_as_known_ones(
    clean_database: AsyncEngine, cache: Redis
):
    async with transaction() as session:
        await a_user(session, email="known@example.com", roles=(Role.CUSTOMER,))
    transport = ASGITransport(build_api("storefront"))
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    async with AsyncClient(transport=transport, base_url="http://localhost") as shop:
        shop.headers = {"Sec-Fetch-Site": "same-origin"}
        for _ in range(12):
            for who, spent in times.items():
                await open_cache_client().flushdb()
                form = {"email": f"{who}@example.com", "password": "a wrong guess"}
                started = perf_counter()
                await shop.post("/auth/sign-in", data=form)
                spent.append(perf_counter() - started)

    known, unknown = (median(spent) for spent in times.values())
    assert 0.6 < unknown / known < 1.6
