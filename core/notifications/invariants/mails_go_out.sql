-- JB3 mails_go_out: No mail waits for a day.
SELECT id FROM outgoing_mails WHERE created_at >= :since
    AND status = 'queued' AND created_at < now() - interval '1 day'
