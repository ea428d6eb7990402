-- OR4 placed_orders_are_paid: What was captured for a placed order, by a gateway and from prepaid value, is its total.
SELECT o.id FROM orders o WHERE o.created_at >= :since
    AND o.status = 'placed' AND o.total_minor <> (
        SELECT coalesce(sum(p.captured_minor), 0) FROM payments p
        WHERE p.order_id = o.id AND p.currency = o.currency AND p.status = 'captured'
        AND NOT EXISTS (SELECT 1 FROM ledger_transactions t
            WHERE t.kind = 'suspense' AND t.reference = p.id::text))
