-- MO2 MO5 discounts_are_their_lines: What an order line was reduced by is the sum of its discounts.
SELECT l.id FROM order_lines l
LEFT JOIN discount_lines d ON d.order_line_id = l.id
WHERE l.created_at >= :since
GROUP BY l.id
HAVING (l.discount_minor, l.subsidy_minor)
    IS DISTINCT FROM (coalesce(sum(d.amount_minor), 0), coalesce(sum(d.subsidy_minor), 0))
