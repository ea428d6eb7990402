-- JB1 placed_orders_were_told: Every order that was placed was told of.
SELECT o.id FROM orders o
WHERE o.placed_at >= greatest(:since, (SELECT min(created_at) - interval '1 second'
        FROM outbox_messages WHERE event = 'OrderPlaced'))
    AND NOT EXISTS (SELECT 1 FROM outbox_messages m WHERE m.event = 'OrderPlaced'
        AND m.payload->>'order_id' = o.id::text)
