-- OR4 placed_orders_are_paid: A placed order has a captured payment of its total.
SELECT o.id FROM orders o WHERE o.created_at >= :since
    AND o.status = 'placed' AND o.total_minor > 0 AND NOT EXISTS (
        SELECT 1 FROM payments p WHERE p.order_id = o.id
        AND p.captured_minor = o.total_minor AND p.currency = o.currency)
