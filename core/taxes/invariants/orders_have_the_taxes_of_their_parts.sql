-- orders_have_the_taxes_of_their_parts: The taxes of an order are those of its vendor orders.
SELECT o.id FROM orders o JOIN vendor_orders v ON v.order_id = o.id
WHERE o.created_at >= :since
GROUP BY o.id
HAVING (o.tax_minor, o.tax_included_minor)
    IS DISTINCT FROM (sum(v.tax_minor), sum(v.tax_included_minor))
