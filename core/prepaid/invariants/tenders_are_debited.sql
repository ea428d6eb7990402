-- CO9 tenders_are_debited: A payment from prepaid value took its amount, and gave back what was voided or refunded.
SELECT p.id FROM payments p LEFT JOIN (
    SELECT payment_id, amount_minor AS minor FROM gift_card_entries
    UNION ALL SELECT payment_id, amount_minor FROM credit_entries WHERE kind <> 'refund'
    UNION ALL SELECT payment_id, value_minor FROM points_entries
) e ON e.payment_id = p.id
WHERE p.created_at >= :since AND p.provider IN ('gift_card', 'store_credit', 'points')
GROUP BY p.id
HAVING coalesce(-sum(e.minor), 0) <> CASE p.status WHEN 'voided' THEN 0
    ELSE p.amount_minor - (SELECT coalesce(sum(s.amount_minor), 0) FROM refund_shares s
        JOIN refunds r ON r.id = s.refund_id AND r.status = 'succeeded'
        WHERE s.payment_id = p.id) END
