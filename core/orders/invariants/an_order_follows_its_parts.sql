-- OR8 an_order_follows_its_parts: The status of an order says what the statuses of its parts say.
SELECT o.id FROM orders o JOIN vendor_orders v ON v.order_id = o.id
WHERE o.created_at >= :since
GROUP BY o.id HAVING NOT CASE o.status
    WHEN 'pending_payment' THEN bool_and(v.status = 'pending_payment')
    WHEN 'expired' THEN bool_and(v.status = 'expired')
    WHEN 'canceled' THEN bool_and(v.status IN ('canceled', 'declined', 'expired'))
    ELSE bool_and(v.status NOT IN ('pending_payment', 'expired'))
        AND NOT bool_and(v.status IN ('canceled', 'declined')) END
