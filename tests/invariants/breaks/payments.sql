-- payments_are_allocated
UPDATE payment_allocations SET amount_minor = amount_minor + 1;

-- placed_orders_are_paid
UPDATE payments SET captured_minor = 0, refunded_minor = 0;

-- captured_money_is_booked
DELETE FROM ledger_transactions;
