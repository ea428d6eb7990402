-- OR6 notices_are_worked_off: A gateway's notice is worked off within an hour.
SELECT event_id FROM webhook_receipts WHERE received_at >= :since
    AND ((status = 'received' AND received_at < now() - interval '1 hour')
        OR (status = 'processed' AND processed_at IS NULL))
