"""Two tabs, two sign-ins, many workers at the same moment."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import select

from core.db.session import transaction
from core.events.models import OutboxMessage
from core.kernel.clock import utc_now
from core.kernel.principal import GUEST
from core.kernel.secrets import random_token
from core.saved import alert_queries, lists, queries
from core.saved import save_piece as module
from core.saved.errors import ListFull
from core.saved.fire_alerts import fire_alerts
from core.saved.follow import follow
from core.saved.merge_lists import merge_guest_lists
from core.saved.models import Alert, AlertKind, AlertStatus
from core.saved.owner import Owner
from core.saved.save_piece import save_piece
from core.saved.set_alert import set_alert
from core.saved.tell_followers import tell_follower
from tests.factories.catalog import a_product, a_vendor
from tests.factories.identity import a_user, customer
from tests.factories.shop import a_piece, a_shopper, set_stock

TABS = 12
WORKERS = 12
pytestmark = pytest.mark.race


async def test_tabs_that_save_at_once_share_one_list_and_one_piece(
    clean_database: AsyncEngine,
):
    token = random_token()
    async with transaction() as session:
        mug = await a_piece(session)

    async def save() -> None:
        async with transaction() as session:
            await save_piece(session, GUEST, token, mug.product.id)

    await asyncio.gather(*(save() for _ in range(TABS)))

    async with transaction() as session:
        [only] = await lists.list_lists(session, GUEST, token)
    assert only.pieces == 1


async def fill() -> int:
    """Many tabs save different pieces on one list; how many are on it then."""
    async with transaction() as session:
        shopper = await a_shopper(session)
        shelf = [(await a_piece(session)).product.id for _ in range(TABS)]
        mine = (await queries.open_default(session, Owner(user_id=shopper.user_id))).id

    async def save(product_id) -> None:
        async with transaction() as session:
            await save_piece(session, shopper, None, product_id)

    answers = await asyncio.gather(*(save(one) for one in shelf), return_exceptions=True)
    assert {type(answer) for answer in answers} <= {type(None), ListFull}
    async with transaction() as session:
        return await queries.count_pieces(session, mine)


async def test_the_limit_of_a_list_holds_against_many_tabs(
    clean_database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "MAX_PIECES", 5)

    assert await fill() == 5


async def test_without_the_lists_lock_it_would_not(
    clean_database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
):
    locked = queries.open_default

    async def unlocked(session, owner):
        return await queries.find_default(session, owner) or await locked(session, owner)

    monkeypatch.setattr(module, "MAX_PIECES", 5)
    monkeypatch.setattr(queries, "open_default", unlocked)

    assert await fill() > 5


async def test_two_sign_ins_with_one_cookie_move_its_pieces_once(clean_database: AsyncEngine):
    token = random_token()
    async with transaction() as session:
        shopper = await a_shopper(session)
        for _ in range(5):
            piece = await a_piece(session)
            await save_piece(session, GUEST, token, piece.product.id)

    async def sign_in() -> None:
        async with transaction() as session:
            await merge_guest_lists(session, token, shopper.require_user())

    await asyncio.gather(*(sign_in() for _ in range(TABS)))

    async with transaction() as session:
        [only] = await lists.list_lists(session, shopper, None)
    assert (only.name, only.pieces) == ("Saved", 5)


async def waiting_for_stock() -> tuple[UUID, UUID]:
    """An alert whose wish is true, and its variant."""
    async with transaction() as session:
        user = await a_user(session)
        mug = await a_piece(session, stock=0)
        alert = await set_alert(
            session, customer(user), mug.variant.id, AlertKind.STOCK, currency="EUR"
        )
        await set_stock(session, mug, 3)
    return alert.id, mug.variant.id


async def told(alert_id: UUID) -> int:
    async with transaction() as session:
        statement = select(OutboxMessage).where(OutboxMessage.event == "AlertFired")
        messages = (await session.exec(statement)).all()
    return sum(message.payload["alert_id"] == str(alert_id) for message in messages)


async def test_many_workers_that_hear_of_one_restock_tell_once(clean_database: AsyncEngine):
    alert_id, variant_id = await waiting_for_stock()

    async def work() -> int:
        async with transaction() as session:
            return await fire_alerts(session, alert_queries.of_variants([variant_id]))

    assert sum(await asyncio.gather(*(work() for _ in range(WORKERS)))) == 1
    assert await told(alert_id) == 1


@pytest.mark.bends_rows
async def test_without_the_guarded_statement_they_tell_more_than_once(
    clean_database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
):
    alert_id, variant_id = await waiting_for_stock()
    everybody_looked = asyncio.Barrier(WORKERS)

    async def read_then_write(session, scope):
        statement = select(Alert).where(Alert.status == AlertStatus.ACTIVE, scope)
        found = (await session.exec(statement)).all()
        await everybody_looked.wait()
        for alert in found:
            alert.move_to(AlertStatus.FIRED)
        return [(alert.id, None) for alert in found]

    monkeypatch.setattr(alert_queries, "fire", read_then_write)

    async def work() -> int:
        async with transaction() as session:
            return await fire_alerts(session, alert_queries.of_variants([variant_id]))

    await asyncio.gather(*(work() for _ in range(WORKERS)))
    assert await told(alert_id) > 1


async def test_many_workers_on_a_thursday_write_one_mail(clean_database: AsyncEngine):
    now = utc_now() + timedelta(minutes=10)
    async with transaction() as session:
        user = await a_user(session)
        workshop = await a_vendor(session)
        await follow(session, customer(user), workshop.slug)
        await a_product(session, vendor=workshop)

    async def work() -> int:
        async with transaction() as session:
            return await tell_follower(session, user.id, now)

    assert sorted(await asyncio.gather(*(work() for _ in range(WORKERS)))) == [
        *[0] * (WORKERS - 1),
        1,
    ]
