-- what_was_told_is_delivered
DELETE FROM procrastinate_jobs;
INSERT INTO event_deliveries (message_id, subscriber, delivered_at)
SELECT id, 'somebody', now() FROM outbox_messages WHERE event = 'OrderPlaced';
INSERT INTO outbox_messages (id, created_at, event, version, payload)
VALUES (gen_random_uuid(), now() - interval '3 hours', 'OrderPlaced', 1, '{}');

-- deliveries_are_of_messages
INSERT INTO event_deliveries (message_id, subscriber, delivered_at)
VALUES (gen_random_uuid(), 'somebody', now());

-- placed_orders_were_told
UPDATE outbox_messages SET payload = '{}' WHERE event = 'OrderPlaced';
