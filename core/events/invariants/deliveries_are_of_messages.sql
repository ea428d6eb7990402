-- JB2 deliveries_are_of_messages: Nothing is delivered that was not told before.
SELECT v.message_id FROM event_deliveries v
LEFT JOIN outbox_messages m ON m.id = v.message_id
WHERE v.delivered_at >= :since
    AND (m.id IS NULL OR v.delivered_at < m.created_at - interval '1 minute')
