-- OR4 refunds_are_of_their_order: A refund is of a payment and a part of its own order.
SELECT r.id FROM refunds r JOIN payments p ON p.id = r.payment_id
JOIN vendor_orders v ON v.id = r.vendor_order_id
WHERE r.created_at >= :since AND (p.order_id <> r.order_id OR v.order_id <> r.order_id)
