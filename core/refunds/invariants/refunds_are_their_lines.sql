-- MO2 refunds_are_their_lines: A refund is the sum of its lines and its part of the delivery.
SELECT r.id FROM refunds r LEFT JOIN refund_lines l ON l.refund_id = r.id
WHERE r.created_at >= :since
GROUP BY r.id HAVING r.amount_minor <> coalesce(sum(l.amount_minor), 0) + r.delivery_minor
