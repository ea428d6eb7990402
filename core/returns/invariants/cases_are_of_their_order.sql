-- OR8 cases_are_of_their_order: A case belongs to the vendor and the order of its part.
SELECT c.id FROM (
    SELECT id, order_id, vendor_order_id, vendor_id, created_at FROM return_requests
    UNION ALL SELECT id, order_id, vendor_order_id, vendor_id, created_at FROM order_issues
    UNION ALL SELECT id, order_id, vendor_order_id, vendor_id, created_at FROM disputes
) AS c JOIN vendor_orders v ON v.id = c.vendor_order_id
WHERE c.created_at >= :since
    AND (v.order_id <> c.order_id OR v.vendor_id <> c.vendor_id)
