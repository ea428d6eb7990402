-- CO5 own_promotions_stay_own: A workshop's promotion reduces its own part of orders, at its own cost.
SELECT d.id FROM discount_lines d
JOIN promotions p ON p.id = d.promotion_id
JOIN vendor_orders v ON v.id = d.vendor_order_id
WHERE d.created_at >= :since AND p.vendor_id IS NOT NULL
    AND (v.vendor_id <> p.vendor_id OR d.subsidy_minor <> 0)
