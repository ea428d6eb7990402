-- OR1 part_moves_are_in_the_timeline: The last move in the timeline of a part is to the status it has.
SELECT v.id FROM vendor_orders v JOIN LATERAL (
    SELECT n.to_status FROM order_events n WHERE n.order_id = v.order_id
        AND n.vendor_order_id = v.id AND n.kind = 'vendor_order.' || n.to_status
        AND n.from_status IS NOT NULL
    ORDER BY n.created_at DESC, n.id DESC LIMIT 1) AS last ON true
WHERE v.created_at >= :since AND last.to_status <> v.status
