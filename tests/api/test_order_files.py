"""What a buyer downloads of an order, and the account made after buying."""

import pytest
from httpx import AsyncClient
from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.urls import order_link
from core.identity.queries import find_user_by_email
from tests.factories.identity import a_user
from tests.factories.orders import a_paid_order, a_shelf

PASSWORD = "moss grows on slate"
FILES = [("receipt.pdf", b"%PDF-"), ("arrivals.ics", b"BEGIN:VCALENDAR")]


@pytest.mark.parametrize(("name", "start"), FILES)
async def test_who_has_the_link_gets_the_file_and_nobody_else(
    session: AsyncSession, shop: AsyncClient, name: str, start: bytes
):
    order = await a_paid_order(session, await a_shelf(session))
    address = f"/documents/orders/{order.number}/{name}"
    token = order_link(order).partition("t=")[2]

    mine = await shop.get(f"{address}?t={token}")
    wrong = await shop.get(f"{address}?t={'x' * 43}")
    without = await shop.get(address)

    assert (mine.status_code, mine.content[: len(start)]) == (200, start)
    assert mine.headers["cache-control"] == "private, no-store"
    assert wrong.status_code == 404
    assert without.status_code in {401, 403}


async def test_an_account_after_buying_is_answered_alike_for_every_address(
    session: AsyncSession, shop: AsyncClient
):
    known, unknown = [await a_paid_order(session, await a_shelf(session)) for _ in range(2)]
    known.email, unknown.email = "known@example.com", "unknown@example.com"
    await a_user(session, email=known.email)

    answers = []
    for order in (known, unknown):
        token = order_link(order).partition("t=")[2]
        form = {"number": order.number, "t": token, "password": PASSWORD}
        sent = await shop.post("/auth/after-order", data=form)
        answers.append(sent.headers["location"].replace(order.number, "…").replace(token, "…"))

    assert answers == ["/orders/…/confirmation?t=…&notice=check_mail"] * 2
    await session.refresh(unknown)
    made = await find_user_by_email(session, unknown.email)
    assert made is not None
    assert unknown.claimed_by == made.id


async def test_a_weak_password_comes_back_without_being_repeated(
    session: AsyncSession, shop: AsyncClient
):
    order = await a_paid_order(session, await a_shelf(session))
    token = order_link(order).partition("t=")[2]

    form = {"number": order.number, "t": token, "password": "short"}
    answer = await shop.post("/auth/after-order", data=form)

    assert "error=password_length" in answer.headers["location"]
    assert "short" not in answer.headers["location"]
