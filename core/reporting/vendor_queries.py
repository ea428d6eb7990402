"""Reads of a workshop's dashboard. Every one takes the vendor's id."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import RowMapping
from sqlmodel.ext.asyncio.session import AsyncSession

from core.reporting.sql import row, rows

Found = Sequence[RowMapping]


async def to_do(session: AsyncSession, vendor_id: UUID) -> RowMapping:
    """An accepted order is to be packed while some of its units lie in no parcel."""
    return await row(
        session,
        """
        WITH parts AS (
            SELECT id, status, accept_by FROM vendor_orders
            WHERE vendor_id = :vendor AND status IN ('placed', 'accepted')
        ), packed AS (
            SELECT f.vendor_order_id AS id, sum(l.quantity) AS units
            FROM fulfillments f JOIN fulfillment_lines l ON l.fulfillment_id = f.id
            WHERE f.status = 'packed' AND f.vendor_order_id IN (SELECT id FROM parts)
            GROUP BY 1
        ), unsent AS (
            SELECT vendor_order_id AS id,
                sum(quantity - quantity_fulfilled - quantity_canceled) AS units
            FROM order_lines
            WHERE vendor_order_id IN (SELECT id FROM parts WHERE status = 'accepted')
            GROUP BY 1
        )
        SELECT
            (SELECT count(*) FROM parts WHERE status = 'placed') AS to_accept,
            (SELECT min(accept_by) FROM parts WHERE status = 'placed') AS accept_by,
            (SELECT count(*) FROM unsent LEFT JOIN packed USING (id)
             WHERE unsent.units > coalesce(packed.units, 0)) AS to_pack,
            (SELECT count(*) FROM packed) AS to_hand_over,
            (SELECT count(*) FROM stock_levels s
             JOIN product_variants v ON v.id = s.variant_id AND v.is_active
                 AND v.is_stock_tracked AND v.vendor_id = :vendor
             JOIN products p ON p.id = v.product_id AND p.status = 'published'
             WHERE s.on_hand - s.allocated - s.reserved <= s.low_stock_at) AS low_stock,
            (SELECT count(*) FROM products
             WHERE vendor_id = :vendor AND status = 'rejected') AS rejected_products,
            (SELECT count(*) FROM products
             WHERE vendor_id = :vendor AND status = 'in_review') AS products_in_review
        """,
        vendor=vendor_id,
    )


async def setup(session: AsyncSession, vendor_id: UUID) -> RowMapping:
    return await row(
        session,
        """
        SELECT v.story <> '' AS has_story,
            EXISTS (SELECT 1 FROM delivery_rates WHERE vendor_id = v.id) AS has_rates,
            EXISTS (SELECT 1 FROM products WHERE vendor_id = v.id) AS has_products,
            EXISTS (SELECT 1 FROM products WHERE vendor_id = v.id AND status = 'published')
                AS has_published
        FROM vendors v WHERE v.id = :vendor
        """,
        vendor=vendor_id,
    )


async def sales(session: AsyncSession, vendor_id: UUID, first: date) -> Found:
    return await rows(
        session,
        """
        SELECT (o.placed_at AT TIME ZONE 'UTC')::date AS day, v.currency, count(*) AS orders,
            sum(v.total_minor) AS minor, sum(sold.units) AS units
        FROM vendor_orders v JOIN orders o ON o.id = v.order_id,
            LATERAL (SELECT sum(quantity) AS units FROM order_lines
                     WHERE vendor_order_id = v.id) AS sold
        WHERE v.vendor_id = :vendor
            AND o.placed_at >= CAST(:first AS date)::timestamp AT TIME ZONE 'UTC'
        GROUP BY 1, 2 ORDER BY 1, 2
        """,
        vendor=vendor_id,
        first=first,
    )


async def best_sellers(
    session: AsyncSession, vendor_id: UUID, since: datetime, limit: int
) -> Found:
    return await rows(
        session,
        """
        WITH sold AS (
            SELECT l.product_id AS id, v.currency, sum(l.quantity) AS units,
                sum(l.total_minor) AS minor
            FROM order_lines l JOIN vendor_orders v ON v.id = l.vendor_order_id
            JOIN orders o ON o.id = v.order_id
            WHERE v.vendor_id = :vendor AND o.placed_at >= :since GROUP BY 1, 2
        ), ranked AS (
            SELECT id, sum(units) AS units FROM sold GROUP BY id
            ORDER BY units DESC, id LIMIT :limit
        )
        SELECT p.slug, p.title, ranked.units, sold.currency, sold.minor
        FROM ranked JOIN sold USING (id) JOIN products p USING (id)
        ORDER BY ranked.units DESC, p.id, sold.currency
        """,
        vendor=vendor_id,
        since=since,
        limit=limit,
    )
