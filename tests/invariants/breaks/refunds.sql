-- refunds_are_claimed
UPDATE refunds SET amount_minor = amount_minor + 1;

-- refunds_are_booked
UPDATE refunds SET status = 'succeeded';

-- refunds_are_shared
UPDATE refund_shares SET amount_minor = amount_minor + 1;

-- refunds_are_their_lines
UPDATE refunds SET delivery_minor = delivery_minor + 1;

-- refunds_return_their_commission
UPDATE refunds SET commission_minor = commission_minor + 1;

-- line_refunds_are_claimed
UPDATE order_lines SET refunded_minor = refunded_minor + 1;

-- delivery_refunds_are_claimed
UPDATE vendor_orders SET delivery_refunded_minor = delivery_refunded_minor + 1;

-- refunds_are_of_their_order
UPDATE refunds SET order_id = gen_random_uuid();

-- refunds_are_sent
UPDATE refunds SET status = 'requested', created_at = now() - interval '30 hours';
