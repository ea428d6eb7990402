-- LE5 refunds_return_their_commission: The commission that a refund gives back is that of its lines.
SELECT r.id FROM refunds r LEFT JOIN refund_lines l ON l.refund_id = r.id
WHERE r.created_at >= :since
GROUP BY r.id HAVING r.commission_minor <> coalesce(sum(l.commission_minor), 0)
    OR r.commission_minor NOT BETWEEN 0 AND r.amount_minor + r.subsidy_minor
