-- CO1 uses_are_counted: A limited promotion has counted the uses that are held, and their sum.
SELECT p.id FROM promotions p
LEFT JOIN redemptions r ON r.promotion_id = p.id AND r.status = 'active'
WHERE (p.total_limit IS NOT NULL OR p.budget_minor IS NOT NULL)
GROUP BY p.id
HAVING p.redeemed_count <> count(r.id) OR p.spent_minor <> coalesce(sum(r.amount_minor), 0)
