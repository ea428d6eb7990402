"""Prices and their history."""

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.card_queries import cards_by_ids
from core.catalog.editor_queries import price_history
from core.catalog.errors import VariantNotFound
from core.catalog.inputs import PriceInput, VariantInput
from core.catalog.set_prices import remove_prices, set_prices
from core.catalog.set_variants import set_variants
from core.events.models import OutboxMessage
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.kernel.principal import SYSTEM
from tests.factories.catalog import a_product, a_vendor, variants_of
from tests.factories.shop import a_member


def eur(minor: int, before: int | None = None) -> PriceInput:
    return PriceInput(Money(minor, "EUR"), None if before is None else Money(before, "EUR"))


async def told(session: AsyncSession) -> list[str]:
    messages = await session.exec(select(OutboxMessage).order_by(OutboxMessage.id))  # pyright: ignore[reportArgumentType]
    return [message.event for message in messages]


async def test_every_price_has_a_row_of_history_from_the_first_on(session: AsyncSession):
    vendor = await a_vendor(session)
    owner = await a_member(session, vendor)
    made = await a_product(session, vendor=vendor, price={})
    [variant] = await variants_of(session, made)

    for price in (eur(2000), eur(2000), eur(1500, 2000), eur(1500)):
        await set_prices(session, owner, made.id, {variant.id: [price]}, reason="Season")

    history = await price_history(session, [variant.id], "EUR")
    assert [(p.amount, p.compare_at) for p in history] == [
        (Money(2000, "EUR"), None),
        (Money(1500, "EUR"), Money(2000, "EUR")),
        (Money(1500, "EUR"), None),
    ]
    assert {(p.actor, p.reason) for p in history} == {(owner.actor, "Season")}


async def test_a_first_price_is_no_change_and_an_equal_one_neither(session: AsyncSession):
    made = await a_product(session, price={})
    [variant] = await variants_of(session, made)

    await set_prices(session, SYSTEM, made.id, {variant.id: [eur(2000)]})
    await set_prices(session, SYSTEM, made.id, {variant.id: [eur(2000)]})
    assert "PriceChanged" not in await told(session)

    await set_prices(session, SYSTEM, made.id, {variant.id: [eur(1900)]})
    assert (await told(session)).count("PriceChanged") == 1


async def test_a_currency_that_is_no_longer_sold_leaves_history_and_the_shop(
    session: AsyncSession,
):
    made = await a_product(session, price={"EUR": 2000, "USD": 2200})
    [variant] = await variants_of(session, made)

    await remove_prices(session, SYSTEM, made.id, [variant.id], "USD", reason="Customs")

    assert await cards_by_ids(session, [made.id], "USD") == []
    assert len(await cards_by_ids(session, [made.id], "EUR")) == 1
    assert (await price_history(session, [variant.id], "USD"))[-1].amount is None


async def test_a_variants_other_currency_stays_when_one_is_set(session: AsyncSession):
    made = await a_product(session, price={"EUR": 2000, "USD": 2200})

    await set_variants(session, SYSTEM, made.id, [], [VariantInput(prices=(eur(2500),))])

    [in_dollars] = await cards_by_ids(session, [made.id], "USD")
    assert in_dollars.price_from == Money(2200, "USD")


@pytest.mark.parametrize(("amount", "before"), [(-1, None), (2000, 2000), (2000, 1999)])
def test_prices_that_make_no_sense_are_refused(amount: int, before: int | None):
    with pytest.raises(Invalid):
        eur(amount, before)


async def test_a_currency_the_market_does_not_sell_in_is_refused(session: AsyncSession):
    made = await a_product(session)
    [variant] = await variants_of(session, made)

    with pytest.raises(Invalid):
        await set_prices(session, SYSTEM, made.id, {variant.id: [PriceInput(Money(1, "CHF"))]})


async def test_a_variant_of_another_product_is_not_found(session: AsyncSession):
    made, other = await a_product(session), await a_product(session)
    [foreign] = await variants_of(session, other)

    with pytest.raises(VariantNotFound):
        await set_prices(session, SYSTEM, made.id, {foreign.id: [eur(1)]})
