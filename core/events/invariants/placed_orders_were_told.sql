-- JB1 placed_orders_were_told: Every order that was placed was told of.
-- What was told is kept for a time only: older orders cannot be asked about.
SELECT o.id FROM orders o
WHERE o.placed_at >= :since
    AND o.placed_at >= (SELECT min(created_at) FROM outbox_messages WHERE event = 'OrderPlaced')
    AND NOT EXISTS (SELECT 1 FROM outbox_messages m WHERE m.event = 'OrderPlaced'
        AND m.payload->>'order_id' = o.id::text)
