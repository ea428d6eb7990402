-- CO1 ended_orders_hold_no_use: Orders that expired or were canceled hold no use of a promotion.
SELECT r.id FROM redemptions r JOIN orders o ON o.id = r.order_id
WHERE r.created_at >= :since
    AND (r.status = 'active') <> (o.status IN ('pending_payment', 'placed'))
