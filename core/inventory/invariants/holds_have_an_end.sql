-- ST4 holds_have_an_end: No hold is active an hour after its deadline.
SELECT id FROM stock_reservations
WHERE status = 'active' AND expires_at < now() - interval '1 hour'
