-- ST2 stock_is_its_movements: What lies, is held and is promised of a variant is the sum of its movements.
WITH moved AS (
    SELECT variant_id, location_id, sum(on_hand_delta) AS on_hand,
        sum(reserved_delta) AS reserved, sum(allocated_delta) AS allocated
    FROM stock_movements WHERE :is_full OR variant_id IN (
        SELECT variant_id FROM stock_movements WHERE created_at >= :since)
    GROUP BY 1, 2
)
SELECT coalesce(l.variant_id, m.variant_id)
FROM stock_levels l FULL JOIN moved m USING (variant_id, location_id)
WHERE (:is_full OR m.variant_id IS NOT NULL)
    AND (coalesce(l.on_hand, 0), coalesce(l.reserved, 0), coalesce(l.allocated, 0))
    IS DISTINCT FROM (coalesce(m.on_hand, 0), coalesce(m.reserved, 0),
                      coalesce(m.allocated, 0))
