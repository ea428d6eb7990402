"""Reads of the overview. Orders count from the moment they were paid (``placed_at``)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import RowMapping
from sqlmodel.ext.asyncio.session import AsyncSession

from core.reporting.sql import row, rows

Found = Sequence[RowMapping]


async def sales(session: AsyncSession, start: datetime, end: datetime) -> Found:
    """Orders and what was paid for them, by currency."""
    return await rows(
        session,
        """
        SELECT currency, count(*) AS orders, sum(total_minor) AS minor FROM orders
        WHERE placed_at >= :start AND placed_at < :end GROUP BY currency ORDER BY currency
        """,
        start=start,
        end=end,
    )


async def orders_by_hour(session: AsyncSession, start: datetime, end: datetime) -> Found:
    return await rows(
        session,
        """
        SELECT hour, count(o.id) AS orders
        FROM generate_series(
            date_trunc('hour', CAST(:start AS timestamptz)) + interval '1 hour',
            date_trunc('hour', CAST(:end AS timestamptz)), interval '1 hour') AS hour
        LEFT JOIN orders o
            ON o.placed_at >= hour AND o.placed_at < hour + interval '1 hour'
        GROUP BY hour ORDER BY hour
        """,
        start=start,
        end=end,
    )


async def revenue_by_day(session: AsyncSession, first: date, now: datetime) -> Found:
    """Days are counted in UTC."""
    return await rows(
        session,
        """
        WITH days AS (
            SELECT day::date FROM generate_series(
                CAST(:first AS date), (CAST(:now AS timestamptz) AT TIME ZONE 'UTC')::date,
                interval '1 day') AS day
        ), sold AS (
            SELECT (placed_at AT TIME ZONE 'UTC')::date AS day, currency,
                sum(total_minor) AS minor
            FROM orders
            WHERE placed_at >= CAST(:first AS date)::timestamp AT TIME ZONE 'UTC'
            GROUP BY 1, 2
        )
        SELECT day, currency, minor FROM days LEFT JOIN sold USING (day)
        ORDER BY day, currency
        """,
        first=first,
        now=now,
    )


async def funnel(session: AsyncSession, start: datetime, end: datetime) -> RowMapping:
    return await row(
        session,
        """
        SELECT count(DISTINCT visitor) FILTER (WHERE kind = 'visit') AS visits,
            count(DISTINCT visitor) FILTER (WHERE kind = 'product_view') AS product_views,
            count(DISTINCT visitor) FILTER (WHERE kind = 'bag_add') AS bags,
            count(DISTINCT visitor) FILTER (WHERE kind = 'checkout_start') AS checkouts,
            count(DISTINCT visitor) FILTER (WHERE kind = 'order') AS orders
        FROM shop_events WHERE created_at >= :start AND created_at < :end
        """,
        start=start,
        end=end,
    )


async def queues(session: AsyncSession) -> Found:
    """A job is due when it was enqueued without a time, or its time has come."""
    return await rows(
        session,
        """
        WITH jobs AS (
            SELECT j.queue_name AS name, j.status,
                j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())
                    AS is_due,
                coalesce(j.scheduled_at,
                    (SELECT min(e.at) FROM procrastinate_events e
                     WHERE e.job_id = j.id AND j.status = 'todo')) AS due_at
            FROM procrastinate_jobs j WHERE j.status IN ('todo', 'doing', 'failed')
        )
        SELECT name, count(*) FILTER (WHERE is_due) AS waiting,
            count(*) FILTER (WHERE status = 'doing') AS running,
            count(*) FILTER (WHERE status = 'failed') AS failed,
            now() - min(due_at) FILTER (WHERE is_due) AS oldest
        FROM jobs GROUP BY name ORDER BY name
        """,
    )


async def payment_health(session: AsyncSession, start: datetime, end: datetime) -> RowMapping:
    """Open payments of any age; ends of payments within the period."""
    return await row(
        session,
        """
        SELECT count(*) FILTER (WHERE is_open AND expires_at > now()) AS waiting,
            count(*) FILTER (WHERE is_open AND expires_at <= now()) AS unknown,
            count(*) FILTER (WHERE status = 'mismatch') AS mismatched,
            count(*) FILTER (WHERE status = 'captured' AND is_recent) AS captured,
            count(*) FILTER (WHERE status = 'failed' AND is_recent) AS failed
        FROM (
            SELECT status, expires_at,
                status IN ('created', 'requires_action', 'authorized') AS is_open,
                created_at >= :start AND created_at < :end AS is_recent
            FROM payments WHERE created_at >= :start
                OR status IN ('created', 'requires_action', 'authorized', 'mismatch')
        ) AS known
        """,
        start=start,
        end=end,
    )


async def refunds(session: AsyncSession, start: datetime, end: datetime) -> Found:
    return await rows(
        session,
        """
        SELECT currency, count(*) FILTER (WHERE is_back) AS count,
            coalesce(sum(amount_minor) FILTER (WHERE is_back), 0) AS minor,
            count(*) FILTER (WHERE status IN ('requested', 'processing')) AS waiting,
            count(*) FILTER (WHERE status = 'failed' AND created_at >= :start) AS failed
        FROM (
            SELECT currency, amount_minor, status, created_at, status = 'succeeded'
                AND succeeded_at >= :start AND succeeded_at < :end AS is_back
            FROM refunds WHERE created_at >= CAST(:start AS timestamptz) - interval '30 days'
                OR status IN ('requested', 'processing')
        ) AS known GROUP BY currency ORDER BY currency
        """,
        start=start,
        end=end,
    )


async def top_products(
    session: AsyncSession, start: datetime, end: datetime, limit: int
) -> Found:
    return await rows(
        session,
        """
        WITH sold AS (
            SELECT l.product_id AS id, o.currency, sum(l.quantity) AS units,
                sum(l.total_minor) AS minor
            FROM order_lines l JOIN orders o ON o.id = l.order_id
            WHERE o.placed_at >= :start AND o.placed_at < :end GROUP BY 1, 2
        ), ranked AS (
            SELECT id, sum(units) AS units FROM sold GROUP BY id
            ORDER BY units DESC, id LIMIT :limit
        )
        SELECT p.slug, p.title AS name, ranked.units, sold.currency, sold.minor
        FROM ranked JOIN sold USING (id) JOIN products p USING (id)
        ORDER BY ranked.units DESC, p.id, sold.currency
        """,
        start=start,
        end=end,
        limit=limit,
    )


async def top_vendors(
    session: AsyncSession, start: datetime, end: datetime, limit: int
) -> Found:
    """By orders; revenue is what was paid for the vendor's part."""
    return await rows(
        session,
        """
        WITH sold AS (
            SELECT v.vendor_id AS id, v.currency, count(*) AS units,
                sum(v.total_minor) AS minor
            FROM vendor_orders v JOIN orders o ON o.id = v.order_id
            WHERE o.placed_at >= :start AND o.placed_at < :end GROUP BY 1, 2
        ), ranked AS (
            SELECT id, sum(units) AS units FROM sold GROUP BY id
            ORDER BY units DESC, id LIMIT :limit
        )
        SELECT p.slug, p.name, ranked.units, sold.currency, sold.minor
        FROM ranked JOIN sold USING (id) JOIN vendors p USING (id)
        ORDER BY ranked.units DESC, p.id, sold.currency
        """,
        start=start,
        end=end,
        limit=limit,
    )


async def backlog(session: AsyncSession) -> RowMapping:
    return await row(
        session,
        """
        SELECT
            (SELECT count(*) FROM vendors WHERE status = 'in_review') AS vendors_in_review,
            (SELECT count(*) FROM products WHERE status = 'in_review') AS products_in_review,
            (SELECT count(*) FROM outgoing_mails WHERE status = 'failed') AS mails_failed,
            (SELECT count(*) FROM vendor_orders WHERE status = 'placed') AS parts_to_accept
        """,
    )


async def recent_orders(session: AsyncSession, limit: int) -> Found:
    return await rows(
        session,
        """
        SELECT o.number, o.placed_at, o.total_minor, o.currency, o.status, o.payment_status,
            o.ship_to->>'country' AS country,
            (SELECT count(*) FROM vendor_orders v WHERE v.order_id = o.id) AS parts
        FROM orders o WHERE o.placed_at IS NOT NULL ORDER BY o.placed_at DESC LIMIT :limit
        """,
        limit=limit,
    )


async def delete_visits(session: AsyncSession, before: datetime, *, limit: int) -> int:
    gone = await rows(
        session,
        """
        DELETE FROM shop_events WHERE id IN (
            SELECT id FROM shop_events WHERE created_at < :before
            ORDER BY created_at LIMIT :limit)
        RETURNING id
        """,
        before=before,
        limit=limit,
    )
    return len(gone)
