-- MO2 OR8 orders_are_their_parts: An order is the sum of its vendor orders.
SELECT o.id FROM orders o LEFT JOIN vendor_orders v ON v.order_id = o.id
WHERE o.created_at >= :since GROUP BY o.id
HAVING (o.items_minor, o.delivery_minor, o.discount_minor, o.total_minor, o.refunded_minor)
    IS DISTINCT FROM (sum(v.items_minor), sum(v.delivery_minor), sum(v.discount_minor),
                      sum(v.total_minor), sum(v.refunded_minor))
    OR count(*) FILTER (WHERE v.currency <> o.currency) > 0
