-- LE8 payouts_are_booked: Each payout is booked as far as it came: stamped, canceled or sent, returned.
SELECT p.id FROM payouts p LEFT JOIN ledger_transactions t ON t.reference = p.id::text
    AND t.kind IN ('payout', 'payout_cancel', 'payout_sent', 'payout_return')
WHERE p.created_at >= :since GROUP BY p.id
HAVING coalesce(array_agg(t.kind::text ORDER BY t.kind), '{}') <> CASE p.status
    WHEN 'canceled' THEN ARRAY['payout', 'payout_cancel']
    WHEN 'paid' THEN ARRAY['payout', 'payout_sent']
    WHEN 'returned' THEN ARRAY['payout', 'payout_return', 'payout_sent']
    ELSE ARRAY['payout'] END
