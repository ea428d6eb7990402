-- LE4 captured_money_is_booked: What was captured for an order is booked once, from where it came.
WITH recent AS (
    SELECT DISTINCT order_id FROM payments WHERE created_at >= :since
), taken AS (
    SELECT order_id, provider, sum(captured_minor) AS minor FROM payments
    WHERE status = 'captured' AND captured_minor > 0 AND order_id IN (SELECT * FROM recent)
    GROUP BY 1, 2
), booked AS (
    SELECT t.order_id, CASE a.kind WHEN 'gateway_clearing' THEN a.owner
        WHEN 'gift_card_liability' THEN 'gift_card'
        WHEN 'store_credit_liability' THEN 'store_credit' ELSE 'points' END AS provider,
        sum(e.amount_minor) AS minor
    FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
    JOIN ledger_accounts a ON a.id = e.account_id
    WHERE t.kind IN ('sale', 'suspense') AND e.amount_minor > 0
        AND t.order_id IN (SELECT * FROM recent) AND a.kind IN ('gateway_clearing',
            'gift_card_liability', 'store_credit_liability', 'loyalty_liability')
    GROUP BY 1, 2
)
SELECT order_id FROM taken FULL JOIN booked USING (order_id, provider)
WHERE coalesce(taken.minor, 0) <> coalesce(booked.minor, 0)
