-- OR1 placed_orders_know_when: An order says when it was placed, and only then.
SELECT id FROM orders WHERE created_at >= :since AND (
    (status = 'placed' AND placed_at IS NULL)
    OR (status IN ('pending_payment', 'expired') AND placed_at IS NOT NULL)
    OR (status = 'canceled' AND canceled_at IS NULL))
