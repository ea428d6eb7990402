-- orders_are_their_parts
UPDATE orders SET items_minor = items_minor + 1, total_minor = total_minor + 1;

-- parts_are_their_lines
UPDATE order_lines SET commission_minor = commission_minor + 1;

-- what_left_was_in_a_parcel
DELETE FROM fulfillment_lines;

-- one_currency_an_order
UPDATE payments SET currency = 'USD';

-- every_order_has_a_part
DELETE FROM order_lines;

-- lines_are_in_their_order
UPDATE order_lines SET order_id = gen_random_uuid();

-- an_order_follows_its_parts
UPDATE vendor_orders SET status = 'pending_payment' WHERE status = 'delivered';

-- payment_status_is_derived
UPDATE orders SET payment_status = 'paid';

-- what_is_unpaid_was_not_refunded
UPDATE orders SET status = 'expired' WHERE status = 'placed';

-- moves_are_in_the_timeline
UPDATE orders SET status = 'canceled' WHERE status = 'placed';

-- part_moves_are_in_the_timeline
UPDATE vendor_orders SET status = 'completed' WHERE status = 'delivered';

-- parts_that_left_have_nothing_open
UPDATE order_lines SET quantity_fulfilled = 0, quantity_returned = 0;

-- ended_parts_have_nothing_open
UPDATE vendor_orders SET status = 'canceled' WHERE status = 'placed';

-- parts_know_when
UPDATE vendor_orders SET delivered_at = NULL;

-- placed_orders_know_when
UPDATE orders SET placed_at = NULL;

-- parcels_know_when
UPDATE fulfillments SET handed_over_at = NULL;

-- parcels_hold_what_was_ordered
UPDATE fulfillment_lines SET quantity = quantity + 100;

-- commission_is_within_its_line
UPDATE order_lines SET commission_minor = unit_minor * quantity + 1;

-- no_amount_of_an_order_is_negative
UPDATE orders SET discount_minor = -1, total_minor = total_minor + discount_minor + 1;

-- orders_own_their_address
UPDATE orders SET ship_to = '{"id": 7}';

-- unpaid_orders_end
UPDATE orders SET expires_at = now() - interval '2 hours';

-- part_numbers_are_of_their_order
UPDATE vendor_orders SET number = 'X' || substr(number, 2);
