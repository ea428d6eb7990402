-- LE3 prepaid_value_is_owed: The books owe what cards, credit and points hold and what unpaid orders hold of them.
WITH held AS (
    SELECT provider, currency, sum(amount_minor) AS minor FROM payments
    WHERE status = 'authorized' AND provider IN ('gift_card', 'store_credit', 'points')
    GROUP BY 1, 2
), worth AS (
    SELECT 'gift_card' AS provider, currency, sum(balance_minor) AS minor
        FROM gift_cards GROUP BY 2
    UNION ALL
    SELECT 'store_credit', currency, sum(balance_minor) FROM credit_accounts GROUP BY 2
    UNION ALL
    SELECT 'points', a.currency, sum(l.remaining * l.unit_minor)
        FROM points_lots l JOIN points_accounts a ON a.id = l.account_id GROUP BY 2
    UNION ALL
    SELECT provider, currency, minor FROM held
), holds AS (
    SELECT provider, currency, sum(minor) AS minor FROM worth GROUP BY 1, 2
), owed AS (
    SELECT CASE a.kind WHEN 'gift_card_liability' THEN 'gift_card'
        WHEN 'store_credit_liability' THEN 'store_credit' ELSE 'points' END AS provider,
        a.currency, -sum(e.amount_minor) AS minor
    FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id
    WHERE a.kind IN ('gift_card_liability', 'store_credit_liability', 'loyalty_liability')
    GROUP BY 1, 2
)
SELECT provider || ' ' || currency FROM holds FULL JOIN owed USING (provider, currency)
WHERE coalesce(holds.minor, 0) <> coalesce(owed.minor, 0)
