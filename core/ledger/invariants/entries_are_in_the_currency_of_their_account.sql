-- MO6 entries_are_in_the_currency_of_their_account: An entry is in the currency of its account.
SELECT e.id FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
WHERE e.created_at >= :since AND e.currency <> a.currency
