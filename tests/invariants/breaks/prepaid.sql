-- cards_are_their_rows
UPDATE gift_cards SET balance_minor = balance_minor - 1 WHERE balance_minor > 0;

-- credit_is_its_rows
UPDATE credit_accounts SET balance_minor = balance_minor + 1;

-- points_are_their_lots
UPDATE points_accounts SET balance = balance + 1;

-- lots_are_their_rows
UPDATE points_lots SET remaining = remaining - 1;

-- prepaid_value_is_owed
UPDATE gift_cards SET balance_minor = balance_minor - 1 WHERE balance_minor > 0;

-- tenders_are_debited
DELETE FROM gift_card_entries WHERE payment_id IS NOT NULL;

-- waiting_prepaid_has_a_waiting_order
UPDATE payments SET status = 'authorized' WHERE provider = 'gift_card';

-- bought_cards_are_paid
UPDATE gift_cards SET initial_minor = initial_minor + 1 WHERE order_line_id IS NOT NULL;
