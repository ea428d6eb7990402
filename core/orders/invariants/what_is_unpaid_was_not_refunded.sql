-- OR4 what_is_unpaid_was_not_refunded: An order that was never placed has nothing refunded and nothing sent.
SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id
WHERE o.created_at >= :since AND o.status IN ('pending_payment', 'expired')
    AND (o.refunded_minor > 0 OR o.payment_status <> 'none' OR l.quantity_fulfilled > 0)
