-- MO3 disputed_money_is_not_refunded: What banks took back and what was refunded never exceed what was captured.
SELECT p.id FROM payments p LEFT JOIN chargebacks c
    ON c.payment_id = p.id AND c.status <> 'won'
WHERE p.created_at >= :since GROUP BY p.id
HAVING p.disputed_minor <> coalesce(sum(c.disputed_minor), 0)
    OR p.refunded_minor + p.disputed_minor > p.captured_minor
