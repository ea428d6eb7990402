"""What follows an order: an account that gets it, files about it, more time to pay."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.claim_order import claim_order
from core.checkout.errors import NotPayable
from core.checkout.extend_order import LONGEST, extend_order, seconds_left
from core.checkout.subscribers import hand_over_claimed_orders
from core.identity.errors import PasswordLength
from core.identity.events import EmailVerified
from core.identity.queries import find_user_by_email
from core.identity.sign_up import sign_up
from core.kernel.clock import utc_now
from core.kernel.errors import NotFound
from core.kernel.secrets import derived_token
from core.orders.calendar import arrivals_ics
from core.orders.models import Order
from core.orders.read_models import order_detail
from core.orders.receipt import receipt
from core.settings import settings
from tests.factories.identity import a_user
from tests.factories.orders import a_paid_order, a_shelf, an_order

PASSWORD = "moss grows on slate"


def token_of(order: Order) -> str:
    return derived_token(settings().secret_key.get_secret_value(), "order", order.id)


async def verify(session: AsyncSession, email: str) -> None:
    user = await find_user_by_email(session, email)
    assert user is not None
    user.email_verified_at = utc_now()
    await session.flush()
    await hand_over_claimed_orders(session, EmailVerified(user_id=user.id))


async def test_an_order_joins_the_account_once_its_mailbox_is_proved(
    session: AsyncSession, cache: object
):
    order = await a_paid_order(session, await a_shelf(session))

    await claim_order(session, order.number, token_of(order), PASSWORD)
    await session.refresh(order)
    assert order.user_id is None
    await verify(session, order.email)

    await session.refresh(order)
    user = await find_user_by_email(session, order.email)
    assert user is not None
    assert (order.user_id, user.name) == (user.id, "Inês Carvalho")


async def test_somebody_with_the_address_alone_gets_no_order(
    session: AsyncSession, cache: object
):
    order = await a_paid_order(session, await a_shelf(session))
    await a_user(session, email=order.email)

    await verify(session, order.email)

    await session.refresh(order)
    assert (order.user_id, order.claimed_by) == (None, None)


async def test_an_account_that_exists_is_left_alone_and_says_nothing(
    session: AsyncSession, cache: object
):
    order = await a_paid_order(session, await a_shelf(session))
    owner = await a_user(session, email=order.email)
    owner.email_verified_at = utc_now()
    before = owner.password_hash

    await claim_order(session, order.number, token_of(order), PASSWORD)

    await session.refresh(order)
    assert (order.claimed_by, owner.password_hash) == (None, before)


async def test_a_password_chosen_by_somebody_else_meanwhile_gets_no_order(
    session: AsyncSession, cache: object
):
    order = await a_paid_order(session, await a_shelf(session))
    await claim_order(session, order.number, token_of(order), PASSWORD)
    await sign_up(session, "storefront", "Mallory", order.email, "another one entirely")

    await verify(session, order.email)

    await session.refresh(order)
    assert order.user_id is None


async def test_a_wrong_link_or_a_weak_password_makes_no_account(
    session: AsyncSession, cache: object
):
    order = await a_paid_order(session, await a_shelf(session))

    with pytest.raises(NotFound):
        await claim_order(session, order.number, "x" * 43, PASSWORD)
    with pytest.raises(PasswordLength):
        await claim_order(session, order.number, token_of(order), "short")

    assert await find_user_by_email(session, order.email) is None


async def test_the_calendar_has_a_day_span_for_each_parcel(session: AsyncSession):
    order = await a_paid_order(session, await a_shelf(session))
    detail = await order_detail(session, order)

    ics = arrivals_ics(detail, datetime(2026, 11, 1, 12, tzinfo=UTC)).decode()

    assert ics.startswith("BEGIN:VCALENDAR\r\n")
    assert ics.endswith("END:VCALENDAR\r\n")
    assert ics.count("BEGIN:VEVENT") == 2
    first: date | None = detail.parts[0].arrives_from
    assert first is not None
    assert f"DTSTART;VALUE=DATE:{first:%Y%m%d}" in ics
    assert all(len(line.encode()) <= 75 for line in ics.split("\r\n"))


async def test_the_receipt_is_a_pdf(session: AsyncSession):
    order = await a_paid_order(session, await a_shelf(session), packaging="gift")

    pdf = await receipt(await order_detail(session, order))

    assert pdf.startswith(b"%PDF-")


async def test_more_time_holds_the_pieces_but_not_for_ever(session: AsyncSession):
    order = await an_order(session, await a_shelf(session))
    soon = utc_now() + timedelta(minutes=2)
    order.expires_at = soon
    await session.flush()

    until = await extend_order(session, order.number, token_of(order))

    assert 1790 <= await seconds_left(session, until) <= 1800
    moved = text("UPDATE orders SET created_at = now() - :age WHERE id = :id")
    await session.execute(moved, {"age": LONGEST, "id": order.id})
    await session.refresh(order)
    order.expires_at = soon
    await session.flush()
    assert await extend_order(session, order.number, token_of(order)) == soon


async def test_a_paid_order_needs_no_more_time(session: AsyncSession):
    order = await a_paid_order(session, await a_shelf(session))

    with pytest.raises(NotPayable):
        await extend_order(session, order.number, token_of(order))
