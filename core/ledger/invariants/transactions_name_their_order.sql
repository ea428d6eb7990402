-- LE2 transactions_name_their_order: A sale, a refund and what is in suspense name the order they are about.
SELECT id FROM ledger_transactions
WHERE created_at >= :since AND order_id IS NULL
    AND kind IN ('sale', 'refund', 'suspense', 'suspense_refund')
