-- stock_is_its_movements
UPDATE stock_levels SET on_hand = on_hand + 1;

-- holds_and_promises_are_kept
UPDATE allocations SET quantity = quantity + 1;

-- only_unpaid_orders_hold_stock
UPDATE orders SET status = 'expired' WHERE status = 'pending_payment';

-- promises_are_what_has_to_leave
UPDATE allocations SET quantity = quantity + 1;

-- holds_have_an_end
UPDATE stock_reservations SET expires_at = now() - interval '2 hours';

-- holds_are_what_was_ordered
UPDATE stock_reservations SET quantity = quantity + 1;

-- never_more_than_there_is
ALTER TABLE stock_levels DROP CONSTRAINT ck_stock_levels_never_oversold;
UPDATE stock_levels SET reserved = on_hand + 1;

-- no_more_left_than_came
UPDATE stock_movements SET on_hand_delta = -5;

-- stock_lies_with_its_vendor
UPDATE stock_locations SET vendor_id = gen_random_uuid();

-- allocated_holds_have_a_promise
UPDATE stock_reservations SET status = 'allocated';

-- shipped_is_what_left
DELETE FROM stock_movements WHERE kind = 'shipped';
