-- stock_is_its_movements
UPDATE stock_levels SET on_hand = on_hand + 1;

-- holds_and_promises_are_kept
UPDATE allocations SET quantity = quantity + 1;
