-- LE4 refunds_are_booked: Every refund that went through is booked once, and no other.
SELECT r.id FROM refunds r
LEFT JOIN ledger_transactions t ON t.reference = r.id::text AND t.kind = 'refund'
LEFT JOIN ledger_entries e ON e.transaction_id = t.id AND e.account_id IN (
    SELECT id FROM ledger_accounts WHERE kind IN ('gateway_clearing',
        'gift_card_liability', 'store_credit_liability', 'loyalty_liability'))
WHERE r.created_at >= :since
GROUP BY r.id HAVING coalesce(sum(e.amount_minor), 0)
    <> CASE WHEN r.status = 'succeeded' THEN -r.amount_minor ELSE 0 END
