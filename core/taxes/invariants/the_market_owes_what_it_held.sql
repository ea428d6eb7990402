-- the_market_owes_what_it_held: What the books owe tax offices of an order is what was charged for them less what refunds undid.
SELECT v.id FROM vendor_orders v
JOIN (
    SELECT e.vendor_order_id, -sum(e.amount_minor) AS minor FROM ledger_entries e
    JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'tax_payable'
    JOIN ledger_transactions t ON t.id = e.transaction_id AND t.kind IN ('sale', 'refund')
    WHERE e.vendor_order_id IS NOT NULL GROUP BY 1
) booked ON booked.vendor_order_id = v.id
WHERE v.created_at >= :since AND booked.minor <> v.market_tax_minor - coalesce((
    SELECT sum(r.amount_minor) FROM tax_reversals r
    JOIN tax_lines x ON x.id = r.tax_line_id
    WHERE x.vendor_order_id = v.id AND x.owed_by = 'market'), 0)
