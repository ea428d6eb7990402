"""Price history and the lowest price of 30 days, against counting hour by hour."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import PriceChange
from core.catalog.price_history import lowest_30_days, price_histories, price_history
from core.kernel.clock import utc_now
from core.kernel.money import Money
from tests.factories.catalog import a_product, variants_of
from tests.statements import recorded_statements

WINDOW_H = 30 * 24
HOUR = timedelta(hours=1)

# Hours ago, amount (None: not sold), announced as reduced or not; each hour has one price.
amounts = st.sampled_from([None, 800, 900, 1000, 1200])
changes = st.lists(
    st.tuples(st.integers(1, 70 * 24), amounts, st.booleans()),
    min_size=1,
    max_size=12,
    unique_by=lambda change: change[0],
).map(lambda found: sorted(found, reverse=True))


def price_at(history, hours_ago):
    """The change that counts at that hour, None before the first."""
    known = [change for change in history if change[0] >= hours_ago]
    return known[-1] if known else None


def expected_lowest(history):
    """Walk back to where the reduction began, then look at each hour of the 30 days before."""
    _, now, is_announced = history[-1]
    if now is None or not is_announced:
        return None
    began = 0
    while (there := price_at(history, began + 1)) and there[1:] == (now, True):
        began += 1
    hours = range(began + 1, began + 1 + WINDOW_H)
    seen = [there[1] for hour in hours if (there := price_at(history, hour)) and there[1]]
    return Money(min(seen), "EUR") if seen else None


def expected_steps(history, hours):
    """The price of each hour of the window, oldest first, without repetitions."""
    found = [None]
    for hour in range(hours, -1, -1):
        there = price_at(history, hour)
        if (there and there[1]) != found[-1]:
            found.append(there and there[1])
    return found[1:]


async def a_history(session, history, now):
    made = await a_product(session, price={}, images=0, stock=None)
    [variant] = await variants_of(session, made)
    session.add_all(
        PriceChange(
            variant_id=variant.id,
            currency="EUR",
            amount_minor=amount,
            compare_at_minor=5000 if is_announced and amount else None,
            actor="test",
            created_at=now - hours * HOUR,
        )
        for hours, amount, is_announced in history
    )
    await session.flush()
    return variant.id


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(histories=st.lists(changes, min_size=1, max_size=4))
async def test_the_lowest_price_is_that_of_counting_hours(session: AsyncSession, histories):
    now = datetime(2026, 6, 1, tzinfo=UTC)
    expected = {
        await a_history(session, history, now): expected_lowest(history)
        for history in histories
    }

    found = await lowest_30_days(session, list(expected), "EUR")

    assert found == {
        variant_id: lowest for variant_id, lowest in expected.items() if lowest is not None
    }


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=changes, days=st.integers(1, 60))
async def test_steps_are_those_of_counting_hours(session: AsyncSession, history, days):
    now = utc_now()
    variant_id = await a_history(session, history, now - HOUR / 2)

    found = await price_history(session, variant_id, "EUR", days)

    steps = found.steps
    shown = [step.price.minor if step.price else None for step in steps]
    assert shown == expected_steps(history, days * 24)
    assert all(step.began >= found.since for step in steps)
    assert [step.until for step in steps[:-1]] == [step.began for step in steps[1:]]
    assert steps == () or steps[-1].until is None


async def test_an_old_price_announced_as_new_reduction_says_that_it_is_none(
    session: AsyncSession,
):
    variant_id = await a_history(
        session, [(2000, 1200, False), (960, 900, False), (2, 900, True)], utc_now()
    )

    assert await lowest_30_days(session, [variant_id], "EUR") == {variant_id: Money(900, "EUR")}


async def test_a_page_of_variants_is_one_statement_and_none_is_none(
    session: AsyncSession, engine
):
    ids = [
        await a_history(session, [(50, 1000, False), (9, 900, True)], utc_now())
        for _ in range(5)
    ]

    with recorded_statements(engine) as statements:
        histories = await price_histories(session, ids, "EUR")
        lowest = await lowest_30_days(session, ids, "EUR")
        assert await lowest_30_days(session, [], "EUR") == {}
        assert await price_histories(session, [], "EUR") == {}

    assert len(statements) == 2
    assert {history.lowest for history in histories.values()} == {Money(900, "EUR")}
    assert {history.highest for history in histories.values()} == {Money(1000, "EUR")}
    assert set(lowest.values()) == {Money(1000, "EUR")}


async def test_another_currency_has_a_history_of_its_own(session: AsyncSession):
    variant_id = await a_history(session, [(50, 1000, False)], utc_now())

    found = await price_history(session, variant_id, "USD")

    assert (found.steps, found.current, found.lowest) == ((), None, None)
