-- CO9 refunds_are_shared: A refund is the sum of what goes back to each payment, and no payment gives back more than its refunds say.
SELECT r.id FROM refunds r LEFT JOIN refund_shares s ON s.refund_id = r.id
WHERE r.created_at >= :since
GROUP BY r.id HAVING r.amount_minor <> coalesce(sum(s.amount_minor), 0)
UNION
SELECT p.id FROM payments p JOIN refund_shares s ON s.payment_id = p.id
JOIN refunds r ON r.id = s.refund_id AND r.status NOT IN ('failed', 'canceled')
WHERE p.created_at >= :since AND p.status = 'captured'
GROUP BY p.id HAVING p.refunded_minor <> sum(s.amount_minor)
