-- orders_are_their_parts
UPDATE orders SET items_minor = items_minor + 1, total_minor = total_minor + 1;

-- parts_are_their_lines
UPDATE order_lines SET commission_minor = commission_minor + 1;

-- what_left_was_in_a_parcel
DELETE FROM fulfillment_lines;
