-- OR8 lines_are_in_their_order: A line is of the same order as its part, and a piece of the part's vendor.
SELECT l.id FROM order_lines l
JOIN vendor_orders v ON v.id = l.vendor_order_id
JOIN product_variants w ON w.id = l.variant_id
WHERE l.created_at >= :since
    AND (l.order_id <> v.order_id OR w.vendor_id <> v.vendor_id
        OR w.product_id <> l.product_id)
