-- LE3 credit_is_its_rows: Store credit of a person is the sum of its rows, and not negative.
SELECT a.id FROM credit_accounts a LEFT JOIN credit_entries e ON e.account_id = a.id
WHERE :is_full OR a.id IN (SELECT account_id FROM credit_entries WHERE created_at >= :since)
GROUP BY a.id
HAVING a.balance_minor <> coalesce(sum(e.amount_minor), 0) OR a.balance_minor < 0
