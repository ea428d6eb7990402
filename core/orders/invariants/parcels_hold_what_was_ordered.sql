-- OR4 parcels_hold_what_was_ordered: The parcels of a line hold no more units than were ordered.
SELECT l.id FROM order_lines l JOIN fulfillment_lines f ON f.order_line_id = l.id
JOIN fulfillments p ON p.id = f.fulfillment_id AND p.status <> 'canceled'
WHERE l.created_at >= :since
GROUP BY l.id HAVING sum(f.quantity) > l.quantity
    OR count(*) FILTER (WHERE p.vendor_order_id <> l.vendor_order_id) > 0
