-- LE1 ledger_balances: The entries of a transaction sum to zero in each currency.
SELECT t.id FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
WHERE t.created_at >= :since
GROUP BY t.id, e.currency HAVING sum(e.amount_minor) <> 0
