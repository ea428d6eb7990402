-- LE7 payout_accounts_belong_to_their_vendor: A payout goes to an account of its own vendor.
SELECT p.id FROM payouts p JOIN payout_accounts a ON a.id = p.account_id
WHERE p.created_at >= :since AND a.vendor_id <> p.vendor_id
