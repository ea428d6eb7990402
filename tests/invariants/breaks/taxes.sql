-- order_taxes_are_their_lines
UPDATE vendor_orders SET tax_included_minor = tax_included_minor + 1 WHERE total_minor > 100;

-- line_taxes_are_their_lines
UPDATE order_lines SET tax_included_minor = tax_included_minor + 1 WHERE total_minor > 100;

-- orders_have_the_taxes_of_their_parts
UPDATE orders SET tax_included_minor = tax_included_minor + 1 WHERE total_minor > 100;

-- taxes_undone_were_charged
INSERT INTO tax_reversals (id, refund_id, tax_line_id, base_minor, amount_minor)
SELECT gen_random_uuid(), gen_random_uuid(), id, base_minor + 1, amount_minor FROM tax_lines;

-- reverse_charge_has_a_number
UPDATE tax_lines SET treatment = 'reverse_charge';

-- the_market_owes_what_it_held
INSERT INTO ledger_accounts (id, kind, owner, currency)
VALUES ('00000000-0000-7000-8000-0000000000aa', 'tax_payable', 'DE', 'EUR')
ON CONFLICT DO NOTHING;
INSERT INTO ledger_entries
    (id, transaction_id, account_id, currency, amount_minor, vendor_order_id)
SELECT gen_random_uuid(), t.id, a.id, 'EUR', -100, v.id
FROM ledger_transactions t JOIN vendor_orders v ON v.order_id = t.order_id
JOIN ledger_accounts a ON a.kind = 'tax_payable' AND a.owner = 'DE' AND a.currency = 'EUR'
WHERE t.kind = 'sale';
