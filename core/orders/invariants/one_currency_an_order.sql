-- MO6 one_currency_an_order: An order, its parts, payments, refunds and entries have one currency.
SELECT o.id FROM orders o WHERE o.created_at >= :since AND (
    EXISTS (SELECT 1 FROM vendor_orders v
        WHERE v.order_id = o.id AND v.currency <> o.currency)
    OR EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.currency <> o.currency)
    OR EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id AND r.currency <> o.currency)
    OR EXISTS (SELECT 1 FROM ledger_transactions t
        JOIN ledger_entries e ON e.transaction_id = t.id
        WHERE t.order_id = o.id AND t.kind IN ('sale', 'refund')
        AND e.currency <> o.currency))
