-- ST6 unpaid_orders_end: No order waits for its money for an hour after its deadline.
SELECT id FROM orders WHERE created_at >= :since
    AND status = 'pending_payment' AND expires_at < now() - interval '1 hour'
