-- commission_invoices_are_booked: The VAT of a commission invoice is booked as owed.
SELECT d.id FROM documents d
LEFT JOIN ledger_transactions t
    ON t.reference = d.id::text AND t.kind = 'commission_tax'
LEFT JOIN ledger_entries e ON e.transaction_id = t.id AND e.account_id IN (
    SELECT id FROM ledger_accounts WHERE kind = 'tax_payable')
WHERE d.created_at >= :since AND d.kind = 'commission_invoice'
GROUP BY d.id HAVING d.tax_minor <> coalesce(-sum(e.amount_minor), 0)
