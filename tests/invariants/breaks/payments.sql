-- payments_are_allocated
UPDATE payment_allocations SET amount_minor = amount_minor + 1;

-- placed_orders_are_paid
UPDATE payments SET captured_minor = 0, refunded_minor = 0, disputed_minor = 0;

-- captured_money_is_booked
DELETE FROM ledger_transactions;

-- captured_is_a_status
UPDATE payments SET status = 'failed';

-- captured_is_what_was_asked
UPDATE payments SET captured_minor = captured_minor - 1
WHERE captured_minor > refunded_minor + disputed_minor;

-- refunds_are_within_the_capture
UPDATE payments SET refunded_minor = 0;

-- refunds_are_within_the_allocation
UPDATE payment_allocations SET captured_minor = 0, refunded_minor = 0;

-- an_order_is_paid_once
INSERT INTO payments (id, created_at, order_id, attempt, provider, status, currency,
    amount_minor, captured_minor, refunded_minor, idempotency_key, provider_reference,
    redirect_url, decline_code, expires_at, captured_at)
SELECT gen_random_uuid(), now(), order_id, 2, provider, status, currency, amount_minor,
    captured_minor, 0, id || ':again', id || ':again', '', '', now(), now() FROM payments
WHERE status = 'captured';

-- allocations_are_of_their_order
UPDATE payments SET order_id = gen_random_uuid();

-- captures_are_in_the_events
DELETE FROM payment_events;

-- money_without_an_order_goes_back
UPDATE ledger_transactions SET kind = 'suspense', created_at = now() - interval '30 hours' WHERE kind = 'sale';

-- notices_are_worked_off
INSERT INTO webhook_receipts (provider, event_id, kind, reference, body, status,
    received_at, outcome)
VALUES ('sandbox', 'evt_1', 'paid', 'ses_1', '', 'received', now() - interval '2 hours', '');

-- attempts_are_numbered
INSERT INTO payments (id, created_at, order_id, attempt, provider, status, currency,
    amount_minor, captured_minor, refunded_minor, idempotency_key, provider_reference,
    redirect_url, decline_code, expires_at)
SELECT gen_random_uuid(), now(), order_id, attempt, provider, 'failed', currency, 1, 0, 0,
    'twice', 'twice', '', '', now() FROM payments LIMIT 1;
