-- LE3 vendors_are_owed_their_earnings: What the ledger owes a vendor is the sum of its earnings: pending, available, reserved and in payout.
WITH owed AS (
    SELECT a.owner, a.currency, a.kind, -sum(e.amount_minor) AS minor
    FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id
    WHERE a.kind IN ('vendor_pending', 'vendor_available', 'vendor_reserve', 'vendor_in_payout')
    GROUP BY 1, 2, 3
), earned AS (
    SELECT vendor_id::text AS owner, currency,
        CASE status WHEN 'reserved' THEN 'vendor_reserve' ELSE 'vendor_' || status END AS kind,
        sum(amount_minor) AS minor
    FROM earnings WHERE status <> 'paid' GROUP BY 1, 2, 3
)
SELECT coalesce(owed.owner, earned.owner)
FROM owed FULL JOIN earned USING (owner, currency, kind)
WHERE coalesce(owed.minor, 0) <> coalesce(earned.minor, 0) AND :is_full
