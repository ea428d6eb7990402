-- LE4 earnings_are_booked: What a sale earned its vendor is what was booked for it.
SELECT s.vendor_order_id FROM (
    SELECT n.vendor_order_id, n.currency, sum(n.amount_minor) AS earned FROM earnings n
    WHERE n.created_at >= :since AND n.refund_id IS NULL AND n.amount_minor > 0
        AND n.reserve_of IS NULL
    GROUP BY 1, 2
) AS s
WHERE s.earned <> (
    SELECT coalesce(-sum(e.amount_minor), 0) FROM ledger_entries e
    JOIN ledger_transactions t ON t.id = e.transaction_id AND t.kind = 'sale'
    JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'vendor_pending'
    WHERE e.vendor_order_id = s.vendor_order_id AND e.currency = s.currency)
