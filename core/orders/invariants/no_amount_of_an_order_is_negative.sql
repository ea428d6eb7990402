-- MO5 no_amount_of_an_order_is_negative: No amount of an order, a part or a line is below zero, and no discount is above its base.
SELECT o.id FROM orders o WHERE o.created_at >= :since
    AND (least(o.items_minor, o.delivery_minor, o.tax_minor, o.discount_minor) < 0
        OR o.discount_minor > o.items_minor + o.delivery_minor)
UNION ALL
SELECT v.id FROM vendor_orders v WHERE v.created_at >= :since
    AND (least(v.items_minor, v.delivery_minor, v.tax_minor, v.discount_minor,
        v.total_minor) < 0 OR v.discount_minor > v.items_minor + v.delivery_minor)
UNION ALL
SELECT l.id FROM order_lines l WHERE l.created_at >= :since
    AND (least(l.unit_minor, l.tax_minor, l.discount_minor, l.total_minor) < 0
        OR l.discount_minor > l.unit_minor * l.quantity)
