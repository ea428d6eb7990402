-- MO2 delivery_discounts_are_their_lines: What a delivery was reduced by is the sum of its discounts.
SELECT v.id FROM vendor_orders v
LEFT JOIN discount_lines d ON d.vendor_order_id = v.id AND d.order_line_id IS NULL
WHERE v.created_at >= :since
GROUP BY v.id
HAVING (v.delivery_discount_minor, v.delivery_subsidy_minor)
    IS DISTINCT FROM (coalesce(sum(d.amount_minor), 0), coalesce(sum(d.subsidy_minor), 0))
