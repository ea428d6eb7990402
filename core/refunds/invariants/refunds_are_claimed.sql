-- OR4 refunds_are_claimed: What a vendor order has given back is the sum of its refunds.
SELECT v.id FROM vendor_orders v LEFT JOIN refunds r
    ON r.vendor_order_id = v.id AND r.status NOT IN ('failed', 'canceled')
WHERE v.created_at >= :since GROUP BY v.id
HAVING v.refunded_minor <> coalesce(sum(r.amount_minor), 0)
