-- OR2 an_order_is_paid_once: What was captured for an order and not put aside to be sent back is not more than it costs.
SELECT o.id FROM orders o JOIN payments p ON p.order_id = o.id AND p.status = 'captured'
WHERE o.created_at >= :since AND NOT EXISTS (SELECT 1 FROM ledger_transactions t
    WHERE t.kind = 'suspense' AND t.reference = p.id::text)
GROUP BY o.id HAVING sum(p.captured_minor) > o.total_minor
