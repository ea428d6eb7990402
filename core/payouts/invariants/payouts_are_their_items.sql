-- LE6 payouts_are_their_items: A payout is the sum of its items, and each item is its earning.
SELECT p.id FROM payouts p
LEFT JOIN payout_items i ON i.payout_id = p.id LEFT JOIN earnings e ON e.id = i.earning_id
WHERE p.created_at >= :since GROUP BY p.id
HAVING p.amount_minor <> coalesce(sum(i.amount_minor), 0)
    OR count(*) FILTER (WHERE (e.amount_minor, e.currency, e.vendor_id)
        IS DISTINCT FROM (i.amount_minor, p.currency, p.vendor_id)) > 0
