-- LE4 captured_money_is_booked: Every captured payment is booked once, with the amount that was captured.
SELECT p.id FROM payments p
LEFT JOIN ledger_transactions t
    ON t.reference = p.id::text AND t.kind IN ('sale', 'suspense')
LEFT JOIN ledger_entries e ON e.transaction_id = t.id AND e.account_id IN (
    SELECT id FROM ledger_accounts WHERE kind = 'gateway_clearing')
WHERE p.created_at >= :since AND p.status = 'captured'
GROUP BY p.id HAVING p.captured_minor <> coalesce(sum(e.amount_minor), 0)
