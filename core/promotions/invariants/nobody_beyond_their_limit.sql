-- CO2 nobody_beyond_their_limit: One mailbox or account holds no more uses than one person may.
SELECT p.id FROM promotions p
JOIN redemptions r ON r.promotion_id = p.id AND r.status = 'active'
CROSS JOIN LATERAL unnest(r.buyer_keys) AS k (key)
WHERE p.customer_limit IS NOT NULL AND :is_full
GROUP BY p.id, p.customer_limit, k.key HAVING count(DISTINCT r.order_id) > p.customer_limit
