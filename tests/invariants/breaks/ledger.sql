-- ledger_balances
UPDATE ledger_entries SET amount_minor = amount_minor + 1 WHERE id = (SELECT min(id::text)::uuid FROM ledger_entries);

-- vendors_are_owed_their_earnings
UPDATE earnings SET amount_minor = amount_minor + 1;

-- transactions_have_two_sides
DELETE FROM ledger_entries WHERE id::text NOT IN (
    SELECT min(id::text) FROM ledger_entries GROUP BY transaction_id);

-- entries_are_in_the_currency_of_their_account
UPDATE ledger_accounts SET currency = 'USD';

-- earnings_are_booked
UPDATE earnings SET amount_minor = amount_minor + 5 WHERE refund_id IS NULL;

-- earnings_are_their_vendors
UPDATE earnings SET vendor_id = gen_random_uuid();

-- earnings_are_released_when_due
UPDATE earnings SET status = 'available', available_at = now() + interval '3 days';

-- entries_name_whose_they_are
UPDATE ledger_accounts SET owner = 'nobody' WHERE kind = 'vendor_pending' AND owner = (
    SELECT min(owner) FROM ledger_accounts WHERE kind = 'vendor_pending');

-- suspense_owes_buyers_only
UPDATE ledger_accounts SET kind = 'buyer_suspense' WHERE kind = 'gateway_clearing';

-- transactions_name_their_order
UPDATE ledger_transactions SET order_id = NULL;

-- the_gateway_holds_what_was_paid
DELETE FROM payments;
-- subsidies_are_booked
UPDATE vendor_orders SET subsidy_minor = subsidy_minor - 1 WHERE subsidy_minor > delivery_subsidy_minor;
