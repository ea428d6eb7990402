-- CO1 code_uses_are_counted: A code that is limited has counted the uses that are held.
SELECT c.id FROM coupons c
LEFT JOIN redemptions r ON r.coupon_id = c.id AND r.status = 'active'
WHERE c.use_limit IS NOT NULL
GROUP BY c.id HAVING c.used_count <> count(r.id)
