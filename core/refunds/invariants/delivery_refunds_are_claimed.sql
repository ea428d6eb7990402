-- OR4 delivery_refunds_are_claimed: What was given back of a delivery is the sum of its refunds, and not above its price.
SELECT v.id FROM vendor_orders v LEFT JOIN refunds r
    ON r.vendor_order_id = v.id AND r.status NOT IN ('failed', 'canceled')
WHERE v.created_at >= :since GROUP BY v.id
HAVING v.delivery_refunded_minor <> coalesce(sum(r.delivery_minor), 0)
    OR v.delivery_refunded_minor > v.delivery_minor
