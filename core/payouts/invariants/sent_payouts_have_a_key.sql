-- LE9 sent_payouts_have_a_key: What was asked of a provider has the key of its attempt.
SELECT id FROM payouts WHERE created_at >= :since
    AND status IN ('processing', 'in_transit', 'paid', 'returned')
    AND (attempt < 1 OR provider_key <> id::text || ':payout:' || attempt)
