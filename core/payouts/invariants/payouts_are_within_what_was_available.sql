-- LE7 payouts_are_within_what_was_available: No payout is more than its vendor had available.
SELECT id FROM payouts
WHERE created_at >= :since AND (amount_minor > opening_minor OR amount_minor <= 0)
