from dataclasses import dataclass

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal
from core.orders.models import OrderLine
from tests.factories.identity import a_user, customer
from tests.factories.orders import a_shelf
from tests.factories.reviews import a_delivered_order, line_of
from tests.factories.shop import Sold


@dataclass(frozen=True, slots=True)
class Bought:
    """A mug that arrived at Inês Carvalho's."""

    piece: Sold
    line: OrderLine
    buyer: Principal


@pytest.fixture
async def bought(session: AsyncSession) -> Bought:
    [mug] = await a_shelf(session, prices=(1250,))
    buyer = customer(await a_user(session, name="Inês Carvalho"))
    order = await a_delivered_order(session, [mug], buyer=buyer)
    return Bought(mug, await line_of(session, order, mug), buyer)
