-- MO9 refunds_are_within_the_capture: What was sent back of a payment, or is being sent, is not more than it took.
SELECT p.id FROM payments p LEFT JOIN (
    SELECT s.payment_id, s.amount_minor FROM refund_shares s JOIN refunds r
        ON r.id = s.refund_id AND r.status NOT IN ('failed', 'canceled')) AS back
    ON back.payment_id = p.id
WHERE p.created_at >= :since
GROUP BY p.id HAVING coalesce(sum(back.amount_minor), 0) > p.captured_minor
    OR p.refunded_minor > p.captured_minor
    OR p.refunded_minor < coalesce(sum(back.amount_minor), 0)
