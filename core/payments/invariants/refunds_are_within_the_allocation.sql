-- OR4 refunds_are_within_the_allocation: What is refunded of a vendor order is not more than was captured for it.
SELECT v.id FROM vendor_orders v LEFT JOIN LATERAL (
    SELECT coalesce(sum(a.captured_minor), 0) AS captured FROM payment_allocations a
    WHERE a.vendor_order_id = v.id) AS taken ON true
WHERE v.created_at >= :since AND v.refunded_minor > taken.captured
