-- OR4 dispute_money_is_what_was_decided: A decision gives back what it says, unless the bank has the money.
SELECT d.id FROM disputes d
LEFT JOIN refunds f ON f.idempotency_key = 'dispute:' || d.id
    AND f.status NOT IN ('failed', 'canceled')
WHERE d.created_at >= :since
    AND NOT EXISTS (SELECT 1 FROM chargeback_parts p WHERE p.dispute_id = d.id)
GROUP BY d.id
HAVING coalesce(sum(f.amount_minor), 0) > d.decided_minor
    OR (d.status = 'closed' AND coalesce(sum(f.amount_minor), 0) <> d.decided_minor)
