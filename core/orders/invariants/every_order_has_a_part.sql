-- OR8 every_order_has_a_part: An order has a part for each of its vendors, and a part has lines.
SELECT o.id FROM orders o WHERE o.created_at >= :since AND (
    NOT EXISTS (SELECT 1 FROM vendor_orders v WHERE v.order_id = o.id)
    OR EXISTS (SELECT 1 FROM vendor_orders v WHERE v.order_id = o.id
        AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.vendor_order_id = v.id)))
