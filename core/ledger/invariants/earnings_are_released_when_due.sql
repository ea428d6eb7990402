-- LE7 earnings_are_released_when_due: No earning is available before its time.
SELECT id FROM earnings
WHERE created_at >= :since AND status = 'available' AND amount_minor > 0
    AND (available_at IS NULL OR available_at > now() + interval '1 minute')
