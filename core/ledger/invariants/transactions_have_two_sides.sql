-- LE1 transactions_have_two_sides: Every transaction of the ledger has at least two entries.
SELECT t.id FROM ledger_transactions t LEFT JOIN ledger_entries e ON e.transaction_id = t.id
WHERE t.created_at >= :since
GROUP BY t.id HAVING count(e.id) < 2
