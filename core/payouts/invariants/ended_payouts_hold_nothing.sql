-- LE6 ended_payouts_hold_nothing: A canceled or returned payout holds no earning, any other holds all of its own.
SELECT p.id FROM payouts p JOIN payout_items i ON i.payout_id = p.id
WHERE p.created_at >= :since AND i.is_live = (p.status IN ('canceled', 'returned'))
