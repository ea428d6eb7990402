-- LE6 payout_bookings_are_whole: Every booking of a payout is of its amount, for its vendor.
SELECT p.id FROM payouts p
JOIN ledger_transactions t ON t.reference = p.id::text
    AND t.kind IN ('payout', 'payout_cancel', 'payout_sent', 'payout_return')
JOIN ledger_entries e ON e.transaction_id = t.id JOIN ledger_accounts a ON a.id = e.account_id
WHERE p.created_at >= :since AND (abs(e.amount_minor) <> p.amount_minor
    OR e.currency <> p.currency
    OR (a.kind IN ('vendor_available', 'vendor_in_payout') AND a.owner <> p.vendor_id::text))
