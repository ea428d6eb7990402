-- OR14 waiting_prepaid_has_a_waiting_order: Prepaid value is held for an order that waits for money, taken for one that was placed, and free again otherwise.
SELECT p.id FROM payments p JOIN orders o ON o.id = p.order_id
WHERE p.created_at >= :since AND p.provider IN ('gift_card', 'store_credit', 'points')
    AND NOT CASE p.status WHEN 'authorized' THEN o.status = 'pending_payment'
        WHEN 'captured' THEN o.placed_at IS NOT NULL
        WHEN 'voided' THEN o.status <> 'pending_payment'
        ELSE false END
