-- MO3 payments_are_allocated: A payment is the sum of its allocations to vendor orders.
SELECT p.id FROM payments p LEFT JOIN payment_allocations a ON a.payment_id = p.id
WHERE p.created_at >= :since GROUP BY p.id
HAVING p.amount_minor <> coalesce(sum(a.amount_minor), 0)
    OR p.captured_minor <> coalesce(sum(a.captured_minor), 0)
    OR p.refunded_minor < coalesce(sum(a.refunded_minor), 0)
