-- ST1 no_more_left_than_came: No more units of a variant have left than ever came.
SELECT variant_id FROM stock_movements
WHERE :is_full OR variant_id IN (SELECT variant_id FROM stock_movements
    WHERE created_at >= :since)
GROUP BY variant_id, location_id HAVING sum(on_hand_delta) < 0
