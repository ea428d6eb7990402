-- ledger_balances
UPDATE ledger_entries SET amount_minor = amount_minor + 1 WHERE id = (SELECT min(id::text)::uuid FROM ledger_entries);

-- vendors_are_owed_their_earnings
UPDATE earnings SET amount_minor = amount_minor + 1;
