-- OR4 what_left_was_in_a_parcel: Units that left are in parcels that were handed over.
SELECT l.id FROM order_lines l
LEFT JOIN fulfillment_lines f ON f.order_line_id = l.id AND f.fulfillment_id IN (
    SELECT id FROM fulfillments WHERE status NOT IN ('packed', 'canceled'))
WHERE l.created_at >= :since
GROUP BY l.id HAVING l.quantity_fulfilled <> coalesce(sum(f.quantity), 0)
