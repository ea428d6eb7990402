-- MO2 parts_are_their_lines: A vendor order is the sum of its lines and its delivery.
SELECT v.id FROM vendor_orders v LEFT JOIN order_lines l ON l.vendor_order_id = v.id
WHERE v.created_at >= :since GROUP BY v.id
HAVING (v.items_minor, v.commission_minor, v.refunded_minor, v.discount_minor, v.subsidy_minor)
    IS DISTINCT FROM (sum(l.unit_minor * l.quantity), sum(l.commission_minor),
                      sum(l.refunded_minor) + v.delivery_refunded_minor,
                      sum(l.discount_minor) + v.delivery_discount_minor,
                      sum(l.subsidy_minor) + v.delivery_subsidy_minor)
