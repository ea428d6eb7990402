-- discounts_are_their_lines
DELETE FROM discount_lines WHERE order_line_id IS NOT NULL;

-- delivery_discounts_are_their_lines
DELETE FROM discount_lines WHERE order_line_id IS NULL;

-- uses_are_their_discounts
UPDATE redemptions SET amount_minor = amount_minor + 1;

-- discounts_have_a_use
DELETE FROM redemptions;

-- uses_are_counted
UPDATE promotions SET redeemed_count = redeemed_count + 1 WHERE total_limit IS NOT NULL;

-- code_uses_are_counted
UPDATE coupons SET used_count = used_count + 1;

-- own_promotions_stay_own
UPDATE discount_lines SET subsidy_minor = amount_minor;

-- ended_orders_hold_no_use
UPDATE orders SET status = 'canceled';

-- nobody_beyond_their_limit
INSERT INTO redemptions (id, promotion_id, order_id, status, currency, amount_minor, subsidy_minor, buyer_keys)
SELECT gen_random_uuid(), r.promotion_id, gen_random_uuid(), 'active', r.currency, r.amount_minor,
    r.subsidy_minor, r.buyer_keys
FROM redemptions r;
