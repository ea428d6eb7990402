-- LE4 subsidies_are_booked: The market's expense of discounts is what sales and refunds say of them.
WITH told AS (
    SELECT v.id, v.subsidy_minor - coalesce(sum(r.subsidy_minor), 0) AS minor
    FROM vendor_orders v
    JOIN orders o ON o.id = v.order_id
    LEFT JOIN refunds r ON r.vendor_order_id = v.id AND r.status = 'succeeded'
    WHERE v.created_at >= :since AND o.placed_at IS NOT NULL
    GROUP BY v.id
), booked AS (
    SELECT e.vendor_order_id AS id, sum(e.amount_minor) AS minor
    FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
    WHERE a.kind = 'promotion_expense' AND e.vendor_order_id IS NOT NULL
    GROUP BY 1
)
SELECT told.id FROM told LEFT JOIN booked USING (id)
WHERE told.minor <> coalesce(booked.minor, 0)
