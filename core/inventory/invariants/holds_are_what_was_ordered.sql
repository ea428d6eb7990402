-- ST3 holds_are_what_was_ordered: An order holds of a variant what its lines ask for.
SELECT r.id FROM stock_reservations r JOIN order_lines l
    ON l.order_id = r.order_id AND l.variant_id = r.variant_id
WHERE r.created_at >= :since AND r.status IN ('active', 'allocated')
GROUP BY r.id HAVING r.quantity <> sum(l.quantity)
