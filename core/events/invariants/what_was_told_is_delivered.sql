-- JB1 what_was_told_is_delivered: What was told an hour ago has been delivered, or a job still knows of it.
SELECT m.id FROM outbox_messages m
WHERE m.created_at >= :since AND m.created_at < now() - interval '1 hour'
    AND m.event IN (SELECT event FROM outbox_messages d JOIN event_deliveries v
        ON v.message_id = d.id)
    AND NOT EXISTS (SELECT 1 FROM event_deliveries v WHERE v.message_id = m.id)
    AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs j WHERE j.task_name = 'events.dispatch'
        AND j.args->>'message_id' = m.id::text)
