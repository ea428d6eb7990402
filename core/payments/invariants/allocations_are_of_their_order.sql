-- MO3 allocations_are_of_their_order: A payment is allocated to the parts of its own order.
SELECT a.id FROM payment_allocations a JOIN payments p ON p.id = a.payment_id
JOIN vendor_orders v ON v.id = a.vendor_order_id
WHERE p.created_at >= :since AND v.order_id <> p.order_id
