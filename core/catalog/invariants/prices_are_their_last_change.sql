-- MO7 prices_are_their_last_change: A price is what its history says last.
SELECT p.variant_id FROM variant_prices p JOIN LATERAL (
    SELECT c.amount_minor, c.compare_at_minor FROM price_changes c
    WHERE c.variant_id = p.variant_id AND c.currency = p.currency
    ORDER BY c.created_at DESC, c.id DESC LIMIT 1) AS last ON true
WHERE (:is_full OR p.variant_id IN (SELECT variant_id FROM price_changes
        WHERE created_at >= :since))
    AND (p.amount_minor, p.compare_at_minor)
        IS DISTINCT FROM (last.amount_minor, last.compare_at_minor)
