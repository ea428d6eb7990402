-- CO1 discounts_have_a_use: Every discount of an order is one use of its promotion.
SELECT d.id FROM discount_lines d
WHERE d.created_at >= :since AND NOT EXISTS (
    SELECT 1 FROM redemptions r
    WHERE r.order_id = d.order_id AND r.promotion_id = d.promotion_id)
