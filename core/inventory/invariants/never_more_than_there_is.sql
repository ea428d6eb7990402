-- ST1 never_more_than_there_is: What is held and promised is not more than lies there and may be made.
SELECT id FROM stock_levels
WHERE on_hand < 0 OR reserved < 0 OR allocated < 0
    OR reserved + allocated > on_hand + backorder_limit
