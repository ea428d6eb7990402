-- ST6 money_without_an_order_goes_back: Money that no order could use is sent back within a day.
SELECT t.id FROM ledger_transactions t WHERE t.kind = 'suspense'
    AND t.created_at >= :since AND t.created_at < now() - interval '1 day'
    AND NOT EXISTS (SELECT 1 FROM ledger_transactions b
        WHERE b.kind = 'suspense_refund' AND b.reference = t.reference)
