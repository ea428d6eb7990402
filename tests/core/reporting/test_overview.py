"""Figures are what the rows say."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.later import flush_all
from core.jobs.enqueue import enqueue
from core.kernel.clock import utc_now
from core.kernel.errors import Forbidden, Invalid, SignInRequired
from core.kernel.money import Money
from core.kernel.principal import GUEST
from core.orders.queries import vendor_orders_of
from core.refunds.request_refund import request_refund
from core.reporting import overview
from core.reporting.models import ShopEventKind
from core.reporting.overview import Funnel, Leader
from core.reporting.period import Period, Range, change_bps
from core.reporting.track import record_shop_event
from tests.factories.orders import a_paid_order, a_shelf, an_attempt, an_order
from tests.factories.principals import an_operator
from tests.factories.shop import a_shopper

NOON = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
STAFF = an_operator()


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


async def placed_at(session: AsyncSession, order_id, moment: datetime) -> None:
    await session.exec(
        text("UPDATE orders SET placed_at = :at WHERE id = :id").bindparams(
            at=moment, id=order_id
        )
    )


def test_today_is_compared_with_yesterday_until_the_same_hour():
    today = Period.of(Range.TODAY, NOON)

    assert (today.start, today.end) == (datetime(2026, 11, 21, tzinfo=UTC), NOON)
    assert today.before.end == NOON - timedelta(days=1)
    assert Period.of(Range.WEEK, NOON).start == datetime(2026, 11, 15, tzinfo=UTC)
    assert Period.of(Range.WEEK, NOON).before.end == NOON - timedelta(days=7)


def test_growth_from_nothing_is_no_number():
    assert change_bps(5, 0) is None
    assert change_bps(3, 2) == 5000
    assert change_bps(0, 4) == -10_000


async def test_sales_count_paid_orders_of_the_period_beside_the_one_before(
    session: AsyncSession,
):
    mug, lamp = await a_shelf(session, prices=(1000, 5000), stock=50)
    await an_order(session, [mug])  # not paid: no sale
    for days, pieces in ((0, [mug]), (0, [mug, lamp]), (1, [mug]), (2, [lamp])):
        order = await a_paid_order(session, pieces)
        await placed_at(session, order.id, NOON - timedelta(days=days, minutes=5))

    figures = await overview.sales(session, STAFF, Period.of(Range.TODAY, NOON))

    assert figures.now.orders == 2
    assert figures.now.revenue == {"EUR": eur(1450 + 1450 + 5450)}
    assert figures.now.average == {"EUR": eur(4175)}
    assert figures.before.orders == 1
    assert figures.orders_change_bps == 10_000
    assert figures.revenue_change_bps("EUR") == change_bps(8350, 1450)


async def test_hours_and_days_without_orders_are_there_too(session: AsyncSession):
    (mug,) = await a_shelf(session, prices=(1000,), stock=50)
    for moment in (NOON - timedelta(hours=3), NOON - timedelta(hours=3), NOON):
        order = await a_paid_order(session, [mug])
        await placed_at(session, order.id, moment - timedelta(minutes=1))

    hours = await overview.orders_by_hour(session, STAFF, NOON)
    days = await overview.revenue_by_day(session, STAFF, NOON)

    assert len(hours) == 24
    assert [(hour.hour, orders) for hour, orders in hours if orders] == [(9, 2), (12, 1)]
    assert len(days) == 30
    assert [day for day in days if day[1]] == [(NOON.date(), {"EUR": eur(3 * 1450)})]


async def test_the_funnel_counts_visitors_not_clicks(session: AsyncSession):
    kinds = list(ShopEventKind)
    for visitor, steps in (("a", 5), ("b", 3), ("c", 1), ("d", 1)):
        for kind in kinds[:steps]:
            record_shop_event(kind, visitor)
            record_shop_event(kind, visitor)
    await flush_all()

    now = utc_now() + timedelta(minutes=1)
    found = await overview.funnel(session, STAFF, Period.of(Range.WEEK, now))

    assert found == Funnel(visits=4, product_views=2, bags=2, checkouts=1, orders=1)
    assert found.conversion_bps == 2500


@pytest.mark.parametrize("visitor", ["", "x" * 41, "ä"])
def test_an_unlikely_visitor_is_not_counted(visitor: str):
    with pytest.raises(Invalid):
        record_shop_event(ShopEventKind.VISIT, visitor)


async def test_queues_tell_what_waits_and_since_when(session: AsyncSession):
    later = utc_now() + timedelta(hours=1)
    await enqueue(session, "some.job", queue="mail")
    await enqueue(session, "some.job", queue="mail", at=utc_now() - timedelta(minutes=10))
    await enqueue(session, "some.job", queue="mail", at=later)
    await session.exec(
        text(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) "
            "VALUES ('media', 'some.job', 'failed')"
        )
    )

    found = {queue.name: queue for queue in await overview.queues(session, STAFF)}

    mail, media = found["mail"], found["media"]
    assert (mail.waiting, mail.running, mail.failed) == (2, 0, 0)
    assert mail.oldest is not None
    assert timedelta(minutes=9) < mail.oldest < timedelta(minutes=12)
    assert (media.waiting, media.failed, media.oldest) == (0, 1, None)


async def test_payments_that_are_late_are_unknown_not_failed(session: AsyncSession):
    (mug,) = await a_shelf(session, prices=(1000,), stock=50)
    await a_paid_order(session, [mug])
    await an_attempt(session, await an_order(session, [mug]))
    late = await an_attempt(session, await an_order(session, [mug]))
    late.expires_at = utc_now() - timedelta(minutes=1)
    await session.flush()

    now = utc_now() + timedelta(minutes=1)
    found = await overview.payment_health(session, STAFF, Period.of(Range.TODAY, now))

    assert (found.waiting, found.unknown, found.captured, found.failed) == (1, 1, 1, 0)
    assert found.success_bps == 10_000


async def test_leaders_are_ranked_by_pieces_and_told_by_currency(session: AsyncSession):
    mug, lamp = await a_shelf(session, prices=(1000, 5000), stock=50)
    await a_paid_order(session, {mug: 3, lamp: 1})

    now = utc_now() + timedelta(minutes=1)
    period = Period.of(Range.TODAY, now)
    products = await overview.top_products(session, STAFF, period)
    vendors = await overview.top_vendors(session, STAFF, period, limit=1)

    assert products == [
        Leader(mug.product.slug, mug.product.title, 3, {"EUR": eur(3000)}),
        Leader(lamp.product.slug, lamp.product.title, 1, {"EUR": eur(5000)}),
    ]
    assert [leader.units for leader in vendors] == [1]


async def test_the_backlog_names_what_waits_for_a_person(session: AsyncSession):
    pieces = await a_shelf(session)
    order = await a_paid_order(session, pieces)

    found = await overview.backlog(session, STAFF)
    recent = await overview.recent_orders(session, STAFF)

    assert (found.parts_to_accept, found.vendors_in_review) == (2, 0)
    assert [(row.number, row.parts, row.country) for row in recent] == [(order.number, 2, "PT")]


async def test_requested_refunds_wait(session: AsyncSession):
    pieces = await a_shelf(session)
    order = await a_paid_order(session, pieces)
    part = (await vendor_orders_of(session, order.id))[0]
    await request_refund(
        session, STAFF, part.id, {}, delivery_minor=100, reason="Late", idempotency_key="late"
    )
    await session.flush()

    now = utc_now() + timedelta(minutes=1)
    found = await overview.refunds(session, STAFF, Period.of(Range.TODAY, now))

    assert (found.count, found.amounts, found.waiting) == (0, {}, 1)


async def test_only_staff_see_figures(session: AsyncSession):
    shopper, period = await a_shopper(session), Period.of(Range.TODAY, NOON)

    with pytest.raises(SignInRequired):
        await overview.sales(session, GUEST, period)
    for read in (
        overview.sales, overview.funnel, overview.payment_health, overview.refunds,
        overview.top_products, overview.top_vendors,
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            await read(session, shopper, period)
    for listing in (overview.queues, overview.backlog, overview.recent_orders):
        with pytest.raises(Forbidden):
            await listing(session, shopper)
