-- OR1 moves_are_in_the_timeline: The last move in the timeline of an order is to the status it has.
SELECT o.id FROM orders o JOIN LATERAL (
    SELECT n.to_status FROM order_events n WHERE n.order_id = o.id
        AND n.vendor_order_id IS NULL AND n.kind = 'order.' || n.to_status
        AND n.from_status IS NOT NULL
    ORDER BY n.created_at DESC, n.id DESC LIMIT 1) AS last ON true
WHERE o.created_at >= :since AND last.to_status <> o.status
