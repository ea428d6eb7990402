-- refunds_are_claimed
UPDATE refunds SET amount_minor = amount_minor + 1;

-- refunds_are_booked
UPDATE refunds SET status = 'succeeded';

-- refunds_are_shared
UPDATE refund_shares SET amount_minor = amount_minor + 1;
