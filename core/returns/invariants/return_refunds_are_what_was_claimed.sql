-- OR9 return_refunds_are_what_was_claimed: A return has at most one refund that was not refused, of the amount it says.
SELECT r.id FROM return_requests r
LEFT JOIN refunds f ON f.idempotency_key LIKE 'return:' || r.id || ':%'
    AND f.status NOT IN ('failed', 'canceled')
WHERE r.created_at >= :since GROUP BY r.id
HAVING count(f.id) > 1 OR (count(f.id) = 1 AND sum(f.amount_minor) <> r.refund_minor)
