"""A mug, its buyer, and three of it delivered."""

import pytest

from tests.factories.orders import a_shelf
from tests.factories.returns import a_delivered_order
from tests.factories.shop import a_shopper


@pytest.fixture
async def mug(session):
    return (await a_shelf(session, prices=(1250,)))[0]


@pytest.fixture
async def buyer(session):
    return await a_shopper(session)


@pytest.fixture
async def order(session, mug, buyer):
    return await a_delivered_order(session, {mug: 3}, buyer=buyer)
