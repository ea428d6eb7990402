-- LE11 entries_name_whose_they_are: An entry about a vendor's money names a vendor that exists.
SELECT a.id FROM ledger_accounts a
WHERE :is_full AND a.kind IN ('vendor_pending', 'vendor_available', 'vendor_reserve',
    'vendor_in_payout')
    AND NOT EXISTS (SELECT 1 FROM vendors v WHERE v.id::text = a.owner)
