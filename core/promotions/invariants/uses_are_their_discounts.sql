-- CO1 uses_are_their_discounts: A use of a promotion is worth what it took off its order.
SELECT r.id FROM redemptions r
LEFT JOIN discount_lines d ON d.order_id = r.order_id AND d.promotion_id = r.promotion_id
WHERE r.created_at >= :since
GROUP BY r.id
HAVING (r.amount_minor, r.subsidy_minor)
    IS DISTINCT FROM (coalesce(sum(d.amount_minor), 0), coalesce(sum(d.subsidy_minor), 0))
