-- OR8 payment_status_is_derived: The payment status of an order is what was captured and refunded.
SELECT o.id FROM orders o WHERE o.created_at >= :since AND o.status <> 'pending_payment'
    AND o.placed_at IS NOT NULL AND o.payment_status <> CASE
        WHEN o.refunded_minor = 0 THEN 'paid'
        WHEN o.refunded_minor < o.total_minor THEN 'partially_refunded'
        ELSE 'refunded' END
