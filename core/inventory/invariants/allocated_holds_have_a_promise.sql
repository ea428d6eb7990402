-- ST5 allocated_holds_have_a_promise: A hold became a promise if and only if its order was placed.
SELECT r.id FROM stock_reservations r JOIN orders o ON o.id = r.order_id
WHERE r.created_at >= :since AND r.status = 'allocated' AND o.placed_at IS NULL
