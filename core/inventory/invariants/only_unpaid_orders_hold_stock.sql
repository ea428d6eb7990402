-- ST5 only_unpaid_orders_hold_stock: Only orders that wait for their money hold stock.
SELECT r.id FROM stock_reservations r JOIN orders o ON o.id = r.order_id
WHERE r.status = 'active' AND o.status <> 'pending_payment'
