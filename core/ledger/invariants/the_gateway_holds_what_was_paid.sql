-- LE4 the_gateway_holds_what_was_paid: What came in through a gateway less what was sent back is what its payments say.
WITH booked AS (
    SELECT a.owner AS provider, a.currency, sum(e.amount_minor) AS minor
    FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
    JOIN ledger_transactions t ON t.id = e.transaction_id
    WHERE a.kind = 'gateway_clearing'
        AND t.kind IN ('sale', 'refund', 'suspense', 'suspense_refund')
    GROUP BY 1, 2
), paid AS (
    SELECT provider, currency, sum(captured_minor) - sum(
        CASE WHEN EXISTS (SELECT 1 FROM ledger_transactions t WHERE t.kind = 'suspense_refund'
            AND t.reference = payments.id::text) THEN captured_minor
        ELSE (SELECT coalesce(sum(s.amount_minor), 0)
            FROM refund_shares s JOIN refunds r ON r.id = s.refund_id
            WHERE s.payment_id = payments.id AND r.status = 'succeeded'
            AND s.destination = 'original') END) AS minor
    FROM payments
    WHERE status = 'captured' AND provider NOT IN ('gift_card', 'store_credit', 'points')
    GROUP BY 1, 2
)
SELECT coalesce(booked.provider, paid.provider)
FROM booked FULL JOIN paid USING (provider, currency)
WHERE :is_full AND coalesce(booked.minor, 0) <> coalesce(paid.minor, 0)
