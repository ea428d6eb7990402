-- refunds_are_claimed
UPDATE refunds SET amount_minor = amount_minor + 1;

-- refunds_are_booked
UPDATE refunds SET status = 'succeeded';
