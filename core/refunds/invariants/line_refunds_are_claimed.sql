-- OR4 line_refunds_are_claimed: What a line has given back is the sum of its refunds.
SELECT l.id FROM order_lines l LEFT JOIN (
    SELECT rl.* FROM refund_lines rl JOIN refunds r ON r.id = rl.refund_id
        AND r.status NOT IN ('failed', 'canceled')) AS back ON back.order_line_id = l.id
WHERE l.created_at >= :since
GROUP BY l.id HAVING l.refunded_minor <> coalesce(sum(back.amount_minor), 0)
    OR l.commission_refunded_minor < coalesce(sum(back.commission_minor), 0)
    OR l.quantity_refunded < coalesce(sum(back.quantity), 0)
