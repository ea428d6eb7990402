-- LE3 suspense_owes_buyers_only: Money without an order is owed to buyers: never the other way round.
SELECT a.id FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id
WHERE a.kind = 'buyer_suspense' AND :is_full
GROUP BY a.id HAVING sum(e.amount_minor) > 0
