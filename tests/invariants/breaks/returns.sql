-- cases_are_of_their_order
UPDATE return_requests SET vendor_id = gen_random_uuid();

-- chargebacks_are_booked
UPDATE chargebacks SET disputed_minor = disputed_minor - 1;

-- dispute_money_is_what_was_decided
UPDATE refunds SET amount_minor = amount_minor + 1 WHERE idempotency_key ~ '^dispute:';

-- disputed_money_is_not_refunded
UPDATE payments SET disputed_minor = disputed_minor - 1 WHERE disputed_minor > 0;

-- exchanges_end_with_their_return
UPDATE return_requests SET status = 'canceled' WHERE resolution = 'exchange';

-- held_earnings_are_marked
UPDATE earnings SET is_held = false;

-- open_cases_hold_the_earnings
UPDATE earning_holds SET lifted_at = now();

-- restocked_pieces_were_graded
UPDATE return_lines SET condition = NULL;

-- return_refunds_are_what_was_claimed
UPDATE return_requests SET refund_minor = refund_minor + 1;

-- returned_units_are_restocked_once
UPDATE return_lines SET restocked = restocked - 1 WHERE restocked > 0;

-- returns_do_not_exceed_what_was_sent
UPDATE order_lines SET quantity_returned = quantity_returned - 1 WHERE quantity_returned > 0;

-- returns_have_lines
DELETE FROM return_lines;
